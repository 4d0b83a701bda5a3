using Hatchery.Core;

namespace Hatchery.Server.Access.Query;

/// <summary>The Query protocol's names for refusals that the shared parts spell as the JSON services do.</summary>
static class QueryErrors
{
    static readonly Dictionary<AwsErrorCode, AwsErrorCode> Codes = new()
    {
        [AwsErrorCode.InvalidRequest] = AwsErrorCode.IamValidation,
        [AwsErrorCode.MissingAuthenticationToken] = AwsErrorCode.IamMissingAuthenticationToken,
        [AwsErrorCode.IncompleteSignature] = AwsErrorCode.IamIncompleteSignature,
        [AwsErrorCode.UnrecognizedClient] = AwsErrorCode.IamInvalidClientTokenId,
        [AwsErrorCode.InvalidSignature] = AwsErrorCode.IamSignatureDoesNotMatch,
        [AwsErrorCode.AccessDenied] = AwsErrorCode.IamAccessDenied,
        [AwsErrorCode.ExpiredToken] = AwsErrorCode.IamExpiredToken,
        [AwsErrorCode.RequestEntityTooLarge] = AwsErrorCode.IamRequestEntityTooLarge,
        [AwsErrorCode.InternalFailure] = AwsErrorCode.IamServiceFailure,
    };

    public static AwsErrorCode CodeOf(AwsErrorCode code) => Codes.GetValueOrDefault(code, code);
}
