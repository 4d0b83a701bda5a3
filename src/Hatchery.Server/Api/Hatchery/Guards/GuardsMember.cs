using System.Text.Json.Serialization;
using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>Guards as they are shown, whoever set them. An absent member is a guard that is off.</summary>
/// <param name="Devices">Registrations so far, counted with and without guards.</param>
public sealed record GuardsMember(
    string? ClaimId,
    string? TemplateName,
    string? Name,
    AllowListMember? AllowList,
    long? MaxDevices,
    TimeWindowMember? Window,
    string? Rate,
    IReadOnlyList<string>? Networks,
    bool? RefuseExisting,
    bool? Approval,
    long Devices,
    DateTimeOffset? ModifiedAt)
{
    internal static GuardsMember Of(GuardSubject subject, GuardedRegistrations? set, long devices)
    {
        var guards = set?.Guards ?? ClaimGuards.None;
        return new GuardsMember(
            subject.ClaimId?.Value,
            subject.TemplateName?.Value,
            set?.Name,
            guards.AllowList is { } list ? new AllowListMember(list.Parameter, list.Reusable) : null,
            guards.DevicesMax,
            guards.Window is { } window ? new TimeWindowMember(window.From, window.To) : null,
            guards.Rate?.ToString(),
            guards.Networks is [] ? null : guards.Networks,
            guards.RefusesExistingThings ? true : null,
            guards.NeedsApproval ? true : null,
            devices,
            set?.ModifiedAt);
    }
}

/// <param name="Parameter">The parameter of RegisterThing that holds the serial number; SerialNumber unless given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AllowListMember(string? Parameter = null, bool Reusable = false);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TimeWindowMember(DateTimeOffset? From = null, DateTimeOffset? To = null);
