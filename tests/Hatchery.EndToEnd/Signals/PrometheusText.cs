using System.Globalization;
using System.Text.RegularExpressions;

namespace Hatchery.EndToEnd.Signals;

/// <summary>What Prometheus reads of <c>/metrics</c>, as strictly as promtool. Source: Prometheus, "Exposition formats", version 0.0.4.</summary>
sealed partial class PrometheusText
{
    readonly Dictionary<string, string> types = [];
    readonly Dictionary<(string Name, string Labels), double> samples = [];

    public static PrometheusText Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var parsed = new PrometheusText();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            parsed.Read(line);
        }

        parsed.CheckHistograms();
        return parsed;
    }

    public IEnumerable<string> Families => types.Keys;

    /// <summary>Every name of a label and its values.</summary>
    public ILookup<string, string> Labels => samples.Keys
        .SelectMany(sample => Label().Matches(sample.Labels)).ToLookup(label => label.Groups[1].Value, label => label.Groups[2].Value);

    /// <summary>The names of the labels of the families that begin so.</summary>
    public IEnumerable<string> LabelsOf(string family) => samples.Keys
        .Where(sample => sample.Name.StartsWith(family, StringComparison.Ordinal)).SelectMany(sample => Label().Matches(sample.Labels)).Select(label => label.Groups[1].Value).Distinct();

    public double Value(string name, params (string Name, string Value)[] labels) => samples
        .Where(sample => sample.Key.Name == name && labels.All(label => sample.Key.Labels.Contains($"{label.Name}=\"{label.Value}\"", StringComparison.Ordinal)))
        .Sum(sample => sample.Value);

    void Read(string line)
    {
        if (line == "# EOF" || line.StartsWith("# HELP ", StringComparison.Ordinal)) return;

        if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var parts = line.Split(' ');
            Assert.Contains(parts[3], new[] { "counter", "gauge", "histogram", "summary", "untyped" });
            Assert.True(types.TryAdd(parts[2], parts[3]), $"a type twice: {line}");
            return;
        }

        var sample = Sample().Match(line);
        Assert.True(sample.Success, $"not a line of the format: {line}");
        var (name, labels) = (sample.Groups["name"].Value, sample.Groups["labels"].Value);
        Assert.True(types.ContainsKey(name) || types.GetValueOrDefault(Suffix().Replace(name, "")) == "histogram" || name == "target_info", $"no type before: {line}");
        Assert.True(samples.TryAdd((name, labels), double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)), $"a sample twice: {line}");
    }

    void CheckHistograms()
    {
        foreach (var ((name, labels), count) in samples.Where(sample => sample.Key.Name.EndsWith("_count", StringComparison.Ordinal)))
        {
            if (types.GetValueOrDefault(name[..^"_count".Length]) != "histogram") continue;

            var buckets = samples.Where(sample => sample.Key.Name == name[..^"_count".Length] + "_bucket" && Le().Replace(sample.Key.Labels, "").Trim(',') == labels).Select(sample => sample.Value).ToArray();
            Assert.True(buckets.Length > 1, $"no buckets: {name}{{{labels}}}");
            Assert.Equal(buckets.Order(), buckets);
            Assert.Equal(count, buckets[^1]);
        }
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\n"])*",?)*)\})? (?<value>[-+0-9.eE]+|NaN|[-+]Inf)( [0-9]+)?$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sample();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)""", RegexOptions.None, 1000)]
    private static partial Regex Label();

    [GeneratedRegex("""(^|,)le="[^"]*"(?=,|$)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Le();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suffix();
}
