namespace Hatchery.Server.Api;

/// <summary>One thing that a caller has to be allowed.</summary>
/// <param name="Action">E.g. <c>iot:CreateThing</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for actions that AWS knows no resource of.</param>
/// <param name="PassedToService">Of <c>iam:PassRole</c>: who gets the role.</param>
public sealed record AccessDemand(string Action, string Resource, string? PassedToService = null);
