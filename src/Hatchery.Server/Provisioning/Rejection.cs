using System.Text;
using Hatchery.Core;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// The rejected message: always all three members, since one client reads them unchecked. The message is what a human sees,
/// and the codes are those of the provisioning topics, whatever the core or the registry called it.
/// </summary>
sealed record Rejection
{
    const int MessageBytesMax = 512;
    const string Cut = "...";

    Rejection(AwsErrorCode code, string message) => (Code, Message) = (code, Presentable(message));

    public AwsErrorCode Code { get; }

    public string Message { get; }

    public IReadOnlyList<ReplyMember> Members => [new("statusCode", Code.Status), new("errorCode", Code.Name), new("errorMessage", Message)];

    public static Rejection Of(AwsError error) => new(CodeOf(error.Code), error.Message);

    /// <param name="logId">Finds the cause in the server's log.</param>
    public static Rejection InternalFailure(string logId) =>
        new(AwsErrorCode.ProvisioningFailure, $"The server failed to carry out the request; its log tells why under {logId}.");

    /// <summary>What the API would call not found, a conflict or a limit is here a request whose parameters can't be met.</summary>
    static AwsErrorCode CodeOf(AwsErrorCode code)
    {
        if (code == AwsErrorCode.InvalidCertificateOwnershipToken || code == AwsErrorCode.InvalidPayload || code == AwsErrorCode.InvalidCsr
            || code == AwsErrorCode.ProvisioningDenied || code == AwsErrorCode.TemplateNotFound || code == AwsErrorCode.Throttled)
        {
            return code;
        }

        if (code == AwsErrorCode.Throttling)
        {
            return AwsErrorCode.Throttled;
        }

        return code.Status >= 500 ? AwsErrorCode.ProvisioningFailure : AwsErrorCode.InvalidParameters;
    }

    /// <summary>Without control characters, and short enough for a client's buffer. What a device sent may be quoted in it.</summary>
    static string Presentable(string message)
    {
        var text = new StringBuilder();
        var bytes = 0;
        foreach (var rune in message.EnumerateRunes())
        {
            var shown = Rune.IsControl(rune) ? new Rune(' ') : rune;
            bytes += shown.Utf8SequenceLength;
            if (bytes > MessageBytesMax)
            {
                return text.ToString(0, WholeRunes(text, text.Length - Cut.Length)) + Cut;
            }

            text.Append(shown);
        }

        return text.ToString();
    }

    static int WholeRunes(StringBuilder text, int length) => char.IsLowSurrogate(text[length]) ? length - 1 : length;
}
