using Hatchery.Core;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// Refusals in the code that RegisterThing of the API declares for them. Those of templates and certificates have codes of the
/// provisioning topics, or of other operations.
/// </summary>
static class RegistrationFailure
{
    /// <exception cref="AwsError">ResourceRegistrationFailureException, or ResourceConflictsException where an override says FAIL.</exception>
    public static T Map<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (AwsError e) when (e.Code != AwsErrorCode.ResourceConflicts)
        {
            throw new AwsError(AwsErrorCode.ResourceRegistrationFailure, e.Message);
        }
    }
}
