namespace Hatchery.Core.Certificates;

/// <summary>What becomes of a thing's older certificates when it is provisioned again: ours, a template's setting. AWS keeps them.</summary>
public enum OlderCertificateAction
{
    Keep,
    Deactivate,
    Revoke,
}

public static class OlderCertificateActionText
{
    public static IReadOnlyList<string> All { get; } = ["KEEP", "DEACTIVATE", "REVOKE"];

    public static string ToWire(this OlderCertificateAction action) => All[(int)action];

    /// <summary>Null when the text is none of them.</summary>
    public static OlderCertificateAction? FromWire(string text) =>
        All.Index().Where(known => known.Item == text).Select(known => (OlderCertificateAction?)known.Index).FirstOrDefault();
}
