namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>The operations on guards, each for claims and for templates: they differ in who is guarded alone.</summary>
static class GuardOperations
{
    /// <summary>How an operation finds out who is guarded.</summary>
    public delegate GuardSubject.Finder Subject(ApiRequest request, ApiServices services);

    public static IEnumerable<ApiOperation> All =>
    [
        .. On("Claim", "/hatchery/v1/claims/{claim}", GuardSubject.OfClaim),
        .. On("Template", "/hatchery/v1/provisioning-templates/{templateName}", GuardSubject.OfTemplate),
    ];

    static IEnumerable<ApiOperation> On(string noun, string path, Subject subject) =>
    [
        new($"Describe{noun}Guards", "GET", $"{path}/guards", (request, services, ct) => DescribeGuards.Handle(subject(request, services), services, ct)),
        new($"Put{noun}Guards", "PUT", $"{path}/guards", (request, services, ct) => PutGuards.Handle(subject(request, services), request, services, ct)),
        new($"Delete{noun}Guards", "DELETE", $"{path}/guards", (request, services, ct) => DeleteGuards.Handle(subject(request, services), services, ct)),
        new($"List{noun}AllowedSerials", "GET", $"{path}/guards/allow-list", (request, services, ct) => ListAllowedSerials.Handle(subject(request, services), request, services, ct)),
        new($"Add{noun}AllowedSerials", "POST", $"{path}/guards/allow-list", (request, services, ct) => AddAllowedSerials.Handle(subject(request, services), request, services, ct)),
        new($"Clear{noun}AllowedSerials", "DELETE", $"{path}/guards/allow-list", (request, services, ct) => ClearAllowedSerials.Handle(subject(request, services), services, ct)),
        new($"Remove{noun}AllowedSerial", "DELETE", $"{path}/guards/allow-list/{{serial}}", (request, services, ct) => RemoveAllowedSerial.Handle(subject(request, services), request, services, ct)),
    ];
}
