using System.Text;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// The rejected message: always all three members, since one client reads them unchecked. The message is what a human sees,
/// and the codes are those of the provisioning topics, whatever the core or the registry called it.
/// </summary>
sealed record Rejection
{
    const int MessageBytesMax = 512;
    const string Cut = "...";

    Rejection(AwsErrorCode code, string message, Cause cause) => (Code, Message) = (code, Presentable(message, $" [{cause.Id}]"));

    public AwsErrorCode Code { get; }

    public string Message { get; }

    public IReadOnlyList<ReplyMember> Members => [new("statusCode", Code.Status), new("errorCode", Code.Name), new("errorMessage", Message)];

    /// <summary>The cause's id ends the message: AWS's text stays at its beginning, for clients that compare it.</summary>
    /// <param name="attempt">Where operators read on; told where the message itself tells next to nothing.</param>
    public static Rejection Of(AwsError error, AttemptId? attempt = null)
    {
        var cause = FailureOf(error).Cause;
        var message = attempt is not null && GuardCauses.Family.Causes.Contains(cause) ? $"{error.Message} Attempt {attempt}." : error.Message;
        return new Rejection(CodeOf(error.Code), message, cause);
    }

    public static Failure FailureOf(AwsError error) => error.ToFailure(Otherwise(CodeOf(error.Code)));

    /// <param name="logId">Finds the cause in the server's log.</param>
    public static Rejection InternalFailure(string logId) =>
        new(AwsErrorCode.ProvisioningFailure, $"The server failed to carry out the request; its log tells why under {logId}.", ServerCauses.ServerFailure);

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

    /// <summary>The cause of a refusal that names none.</summary>
    static Cause Otherwise(AwsErrorCode code) => code switch
    {
        _ when code == AwsErrorCode.InvalidPayload => PayloadCauses.Invalid,
        _ when code == AwsErrorCode.InvalidCsr => CsrCauses.Invalid,
        _ when code == AwsErrorCode.InvalidCertificateOwnershipToken => TokenCauses.Unknown,
        _ when code == AwsErrorCode.ProvisioningDenied => HookCauses.Refused,
        _ when code == AwsErrorCode.TemplateNotFound => TemplateCauses.Unknown,
        _ when code == AwsErrorCode.Throttled => ServerCauses.Throttled,
        _ when code.Status >= 500 => ServerCauses.ServerFailure,
        _ => ResourceCauses.InvalidParameters,
    };

    /// <summary>Without control characters, and short enough for a client's buffer. What a device sent may be quoted in it.</summary>
    static string Presentable(string message, string ending)
    {
        var text = new StringBuilder();
        var bytes = 0;
        foreach (var rune in message.EnumerateRunes())
        {
            var shown = Rune.IsControl(rune) ? new Rune(' ') : rune;
            bytes += shown.Utf8SequenceLength;
            if (bytes > MessageBytesMax - ending.Length)
            {
                return text.ToString(0, WholeRunes(text, text.Length - Cut.Length)) + Cut + ending;
            }

            text.Append(shown);
        }

        return text.Append(ending).ToString();
    }

    static int WholeRunes(StringBuilder text, int length) => char.IsLowSurrogate(text[length]) ? length - 1 : length;
}
