namespace Hatchery.Core.Provisioning;

/// <summary>The two reports of a bulk registration. Source: AWS IoT service model, ReportType.</summary>
public enum ReportType
{
    Results,
    Errors,
}

public static class ReportTypeText
{
    public static string ToWire(this ReportType type) => type == ReportType.Results ? "RESULTS" : "ERRORS";

    /// <summary>As in <c>devices.jsonl.&lt;task&gt;.results.jsonl</c>.</summary>
    public static string FileName(this ReportType type) => type == ReportType.Results ? "results" : "errors";

    /// <summary>The bytes of the report that count.</summary>
    public static long BytesOf(this RegistrationTaskProgress progress, ReportType type) =>
        type == ReportType.Results ? progress.ResultsBytes : progress.ErrorsBytes;
}
