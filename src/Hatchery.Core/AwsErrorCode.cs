namespace Hatchery.Core;

/// <summary>
/// A refusal's name and HTTP status as AWS spells them. Wire text appears only here.
/// Sources: AWS IoT service model 2015-05-28; "Device provisioning MQTT API" for the codes of the MQTT answers.
/// </summary>
public sealed record AwsErrorCode(string Name, int Status)
{
    public static readonly AwsErrorCode InvalidRequest = new("InvalidRequestException", 400);
    public static readonly AwsErrorCode Throttling = new("ThrottlingException", 400);
    public static readonly AwsErrorCode ServiceUnavailable = new("ServiceUnavailableException", 503);
    public static readonly AwsErrorCode ResourceAlreadyExists = new("ResourceAlreadyExistsException", 409);
    public static readonly AwsErrorCode DeleteConflict = new("DeleteConflictException", 409);
    public static readonly AwsErrorCode VersionConflict = new("VersionConflictException", 409);
    public static readonly AwsErrorCode ConflictingResourceUpdate = new("ConflictingResourceUpdateException", 409);
    public static readonly AwsErrorCode CertificateConflict = new("CertificateConflictException", 409);
    public static readonly AwsErrorCode VersionsLimitExceeded = new("VersionsLimitExceededException", 409);
    public static readonly AwsErrorCode ResourceNotFound = new("ResourceNotFoundException", 404);
    public static readonly AwsErrorCode Unauthorized = new("UnauthorizedException", 401);
    public static readonly AwsErrorCode LimitExceeded = new("LimitExceededException", 410);
    public static readonly AwsErrorCode CertificateState = new("CertificateStateException", 406);
    public static readonly AwsErrorCode CertificateValidation = new("CertificateValidationException", 400);
    public static readonly AwsErrorCode RegistrationCodeValidation = new("RegistrationCodeValidationException", 400);
    public static readonly AwsErrorCode MalformedPolicy = new("MalformedPolicyException", 400);
    public static readonly AwsErrorCode ResourceRegistrationFailure = new("ResourceRegistrationFailureException", 400);
    public static readonly AwsErrorCode ResourceConflicts = new("ResourceConflictsException", 409);
    public static readonly AwsErrorCode InvalidQuery = new("InvalidQueryException", 400);
    public static readonly AwsErrorCode IndexNotReady = new("IndexNotReadyException", 400);
    public static readonly AwsErrorCode InternalFailure = new("InternalFailureException", 500);

    // Authentication and authorisation of the API, before any operation is reached.
    public static readonly AwsErrorCode MissingAuthenticationToken = new("MissingAuthenticationTokenException", 403);
    public static readonly AwsErrorCode IncompleteSignature = new("IncompleteSignatureException", 403);
    public static readonly AwsErrorCode UnrecognizedClient = new("UnrecognizedClientException", 403);
    public static readonly AwsErrorCode InvalidSignature = new("InvalidSignatureException", 403);
    public static readonly AwsErrorCode AccessDenied = new("AccessDeniedException", 403);
    public static readonly AwsErrorCode ExpiredToken = new("ExpiredTokenException", 403);
    public static readonly AwsErrorCode UnknownOperation = new("UnknownOperationException", 404);
    public static readonly AwsErrorCode RequestEntityTooLarge = new("RequestEntityTooLargeException", 413);

    // The data plane: AWS IoT's control plane says AccessDeniedException instead, and throttles with 400.
    public static readonly AwsErrorCode Forbidden = new("ForbiddenException", 403);
    public static readonly AwsErrorCode MethodNotAllowed = new("MethodNotAllowedException", 405);

    // IAM and STS: no "Exception" at the end.
    public static readonly AwsErrorCode IamEntityAlreadyExists = new("EntityAlreadyExists", 409);
    public static readonly AwsErrorCode IamNoSuchEntity = new("NoSuchEntity", 404);
    public static readonly AwsErrorCode IamDeleteConflict = new("DeleteConflict", 409);
    public static readonly AwsErrorCode IamMalformedPolicyDocument = new("MalformedPolicyDocument", 400);
    public static readonly AwsErrorCode IamValidation = new("ValidationError", 400);
    public static readonly AwsErrorCode IamInvalidAction = new("InvalidAction", 400);
    public static readonly AwsErrorCode IamInvalidInput = new("InvalidInput", 400);
    public static readonly AwsErrorCode IamLimitExceeded = new("LimitExceeded", 409);
    public static readonly AwsErrorCode IamMissingAuthenticationToken = new("MissingAuthenticationToken", 403);
    public static readonly AwsErrorCode IamIncompleteSignature = new("IncompleteSignature", 403);
    public static readonly AwsErrorCode IamInvalidClientTokenId = new("InvalidClientTokenId", 403);
    public static readonly AwsErrorCode IamSignatureDoesNotMatch = new("SignatureDoesNotMatch", 403);
    public static readonly AwsErrorCode IamAccessDenied = new("AccessDenied", 403);
    public static readonly AwsErrorCode IamExpiredToken = new("ExpiredToken", 403);
    public static readonly AwsErrorCode IamRequestEntityTooLarge = new("RequestEntityTooLarge", 413);
    public static readonly AwsErrorCode IamServiceFailure = new("ServiceFailure", 500);

    // The answers on the provisioning topics (`errorCode` and `statusCode` of a rejected message).
    public static readonly AwsErrorCode InvalidCertificateOwnershipToken = new("InvalidCertificateOwnershipToken", 400);
    public static readonly AwsErrorCode InvalidParameters = new("InvalidParameters", 400);
    public static readonly AwsErrorCode InvalidPayload = new("InvalidPayload", 400);
    public static readonly AwsErrorCode InvalidCsr = new("InvalidCsr", 400);
    public static readonly AwsErrorCode ProvisioningDenied = new("AccessDenied", 403);
    public static readonly AwsErrorCode TemplateNotFound = new("ResourceNotFound", 404);
    public static readonly AwsErrorCode Throttled = new("Throttled", 429);
    public static readonly AwsErrorCode ProvisioningFailure = new("InternalFailure", 500);
}
