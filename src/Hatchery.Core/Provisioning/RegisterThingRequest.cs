using System.Security.Cryptography;
using System.Text;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>A RegisterThing request of a device, parsed and within bounds.</summary>
public sealed record RegisterThingRequest(TemplateName TemplateName, string OwnershipToken, IReadOnlyDictionary<string, string> Parameters, Asker Asker)
{
    /// <summary>
    /// SHA-256 over the template's name and the parameters in the order of their names: equal exactly for requests that ask for
    /// the same. The template's version is no part of it: an answer that got lost is asked for again, whatever has changed since.
    /// </summary>
    public string Hash()
    {
        var canonical = JsonText.Write(writer =>
        {
            writer.WriteStartArray();
            writer.WriteStringValue(TemplateName.Value);
            foreach (var (name, value) in Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
            {
                writer.WriteStringValue(name);
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}

/// <summary>The answer of RegisterThing.</summary>
/// <param name="ThingName">Null when the template has no thing.</param>
/// <param name="DeviceConfiguration">Never null; empty without one.</param>
public sealed record RegisterThingReply(string? ThingName, IReadOnlyDictionary<string, string> DeviceConfiguration)
{
    public static readonly RegisterThingReply None = new(null, new Dictionary<string, string>());
}
