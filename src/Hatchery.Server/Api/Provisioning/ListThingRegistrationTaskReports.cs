using Hatchery.Core;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>
/// Links to the reports of a bulk registration. There is one of each type at most, when the task is over and the report has a line:
/// scripts written for AWS wait for the link, and take one to errors for errors.
/// </summary>
static class ListThingRegistrationTaskReports
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (id, type, page) = Together.Read(() => RegistrationTaskRules.TaskId(request), () => Type(request.Query("reportType")), () => Paging.ByToken(request));
        if (page.After is not null)
        {
            throw AwsError.InvalidRequest("Invalid nextToken: it is not one that this server gave");
        }

        // The model declares no ResourceNotFoundException here.
        var task = await services.Registry.ReadAsync(tx => tx.RegistrationTasks.Find(id), ct)
            ?? throw AwsError.InvalidRequest($"Registration task {id} not found");
        string[] links = task.IsOver && task.Progress.BytesOf(type) > 0
            ? [services.ReportLinks.Create(Origin(request, services), id, type)]
            : [];
        return ApiResponse.Json(
            new ListThingRegistrationTaskReportsResponse(links, type.ToWire(), NextToken: null),
            ProvisioningJson.Default.ListThingRegistrationTaskReportsResponse);
    }

    static ReportType Type(string? text)
    {
        var types = Enum.GetValues<ReportType>();
        new Validation().Required("reportType", text).OneOf("reportType", text, [.. types.Select(type => type.ToWire())]).ThrowIfAny();
        return types.Single(type => type.ToWire() == text);
    }

    /// <summary>The server under the name by which the client reached it.</summary>
    static string Origin(ApiRequest request, ApiServices services) => $"{(services.Options.ApiTls ? "https" : "http")}://{request.Header("Host")}";
}

sealed record ListThingRegistrationTaskReportsResponse(IReadOnlyList<string> ResourceLinks, string ReportType, string? NextToken);
