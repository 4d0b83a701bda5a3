using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>Answers the links of <see cref="ReportLinks"/>.</summary>
public static class ReportDownload
{
    public static IEndpointConventionBuilder MapReportDownloads(this IEndpointRouteBuilder endpoints, ApiServices services) =>
        endpoints.MapMethods(ReportLinks.Route, ["GET", "HEAD"], http => AnswerAsync(http, services));

    static async Task AnswerAsync(HttpContext http, ApiServices services)
    {
        var (request, response) = (http.Request, http.Response);
        var id = new RegistrationTaskId((string)request.RouteValues["taskId"]!);
        ReportType? type = (string)request.RouteValues["type"]! switch
        {
            "results" => ReportType.Results,
            "errors" => ReportType.Errors,
            _ => null,
        };
        if (type is null || !services.ReportLinks.Allows(id, type.Value, request.Query["expires"], request.Query["signature"]))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            await response.WriteAsync("This link is over or was never given: list-thing-registration-task-reports gives a new one.\n");
            return;
        }

        var task = (await services.Registry.ReadAsync(tx => tx.RegistrationTasks.Find(id), http.RequestAborted))!;
        try
        {
            var file = new FileInfo(new Buckets(services.Options.DataFolder).ReportFile(task, type.Value));
            response.ContentType = "application/x-ndjson";
            response.ContentLength = task.Progress.BytesOf(type.Value);
            if (HttpMethods.IsGet(request.Method))
            {
                await response.SendFileAsync(file.FullName, 0, response.ContentLength, http.RequestAborted);
            }
        }
        catch (Exception e) when (!response.HasStarted && e is AwsError or IOException or ArgumentOutOfRangeException)
        {
            response.Clear();
            response.StatusCode = StatusCodes.Status404NotFound;
            await response.WriteAsync("The report is no longer in its bucket.\n");
        }
    }
}
