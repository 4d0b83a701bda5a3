using System.Text.Json.Serialization;
using Hatchery.Core;
using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>Replaces the guards as a whole: an absent member is off. What was counted and the serial numbers listed stay.</summary>
public static class PutGuards
{
    // A misspelt guard must not be taken for one that is off.
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(
        string? Name = null,
        AllowListMember? AllowList = null,
        long? MaxDevices = null,
        TimeWindowMember? Window = null,
        string? Rate = null,
        IReadOnlyList<string?>? Networks = null,
        bool RefuseExisting = false,
        bool Approval = false);

    internal static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.PutGuardsRequest);
        new Validation()
            .Text("name", body.Name, "[a-zA-Z0-9:_-]+", 1, Limits.ClaimNameMax)
            .Text("allowList.parameter", body.AllowList?.Parameter, pattern: null, 1, Limits.ParameterNameMax)
            .Range("maxDevices", body.MaxDevices, 0, long.MaxValue)
            .ThrowIfAny();
        var guards = Guards(body);
        var now = services.Time.GetUtcNow();
        var answer = await services.Registry.TransactAsync(
            tx =>
            {
                var subject = find(tx);
                if (body.Name is not null && subject.ClaimId is null)
                {
                    throw AwsError.InvalidRequest("A name is given to a claim; a template has one");
                }

                tx.ClaimGuards.Put(subject.Scope, body.Name, guards, now);
                return subject.Show(tx);
            },
            ct);
        return ApiResponse.Json(answer, HatcheryJson.Default.GuardsMember);
    }

    static ClaimGuards Guards(Request body) => new()
    {
        AllowList = body.AllowList is { } list ? new AllowList(list.Parameter ?? AllowList.DefaultParameter, list.Reusable) : null,
        DevicesMax = body.MaxDevices,
        Window = Window(body.Window),
        Rate = body.Rate is { } rate ? RegistrationRate.Parse(rate) ?? throw AwsError.InvalidRequest($"rate must be a number of registrations per minute or hour such as 10/minute, not {NearMiss.Quote(rate)}") : null,
        Networks = Networks(body.Networks ?? []),
        RefusesExistingThings = body.RefuseExisting,
        NeedsApproval = body.Approval,
    };

    static TimeWindow? Window(TimeWindowMember? window) => window switch
    {
        null => null,
        { From: null, To: null } => throw AwsError.InvalidRequest("window must have from, to or both"),
        { From: { } from, To: { } to } when from >= to => throw AwsError.InvalidRequest("window.from must be before window.to"),
        _ => new TimeWindow(window.From, window.To),
    };

    static IReadOnlyList<string> Networks(IReadOnlyList<string?> networks)
    {
        if (networks.Count > Limits.GuardNetworksMax)
        {
            throw AwsError.InvalidRequest($"networks has {networks.Count} entries; the most is {Limits.GuardNetworksMax}");
        }

        return [.. networks.Select(network => ClaimGuards.IsNetwork(network)
            ? network!
            : throw AwsError.InvalidRequest($"networks must be addresses or CIDR ranges such as 192.0.2.0/24, not {NearMiss.Quote(network ?? "null")}"))];
    }
}
