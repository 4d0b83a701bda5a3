namespace Hatchery.Core.Diagnosis;

/// <summary>What was seen of one failure. Each part is null where it doesn't apply; none ever holds a key or a token.</summary>
public sealed record Evidence
{
    public static readonly Evidence None = new();

    /// <summary>In words.</summary>
    public string? Detail { get; init; }

    /// <summary>What was asked for, e.g. <c>iot:Publish</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The ARN it was asked for.</summary>
    public string? Resource { get; init; }

    /// <summary>The statement that denied.</summary>
    public string? DeniedBy { get; init; }

    /// <summary>The statement that came closest to allowing it.</summary>
    public string? Nearest { get; init; }

    /// <summary>Where that one parted from the request.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Where in a template or payload.</summary>
    public string? JsonPath { get; init; }

    /// <summary>As AWS spells it, e.g. <c>INACTIVE</c>.</summary>
    public string? CertificateStatus { get; init; }
}
