using Hatchery.Core;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api;

/// <summary>A principal as clients name it: the ARN of a device certificate. Cognito identities are no principals here.</summary>
public static class PrincipalArn
{
    const string Type = "cert";
    const int IdLength = 64;

    /// <exception cref="AwsError">InvalidRequestException for anything but a certificate of this account and region.</exception>
    public static CertificateId Parse(string arn, AwsAccount account)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw AwsError.InvalidRequest(
                $"Invalid principal type: a principal is a certificate ARN, {account.IotArn(Type, "<certificateId>")}{(IsId(arn) ? ", not the bare id" : "")}");
        }

        var id = ResourceArn.NameIn(arn, Type, account);
        return IsId(id)
            ? new CertificateId(id.ToLowerInvariant())
            : throw AwsError.InvalidRequest("Invalid principal: the certificate id in the ARN must be 64 hexadecimal digits");
    }

    public static string Of(CertificateId id, AwsAccount account) => account.IotArn(Type, id.Value);

    static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigit);
}
