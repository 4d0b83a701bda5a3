using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hatchery.Core.Certificates;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery template</c>: one provisioning template, with the settings that Hatchery has beside AWS's.</summary>
static class TemplateCommand
{
    const string Default = "default";

    static readonly Argument<string> Name = new("NAME") { Description = "Name of the provisioning template." };

    static readonly Option<string> KeyType = new("--key-type")
    {
        HelpName = "T",
        Description = $"Key pairs that the server makes for its devices: {string.Join(", ", DeviceKeyTypeText.All)}.",
    };

    static readonly Option<string> Validity = new("--validity")
    {
        HelpName = "DAYS",
        Description = $"How long its devices' certificates are valid; '{Default}' is until the end of 2049, as at AWS.",
    };

    static readonly Option<string> OlderCertificates = new("--older-certificates")
    {
        HelpName = "WHAT",
        Description = "What becomes of a thing's older certificates when it is provisioned again and has connected: keep (as at AWS), deactivate or revoke.",
    };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "template", "Show a provisioning template, or set its devices' key type, certificate validity and what becomes of older certificates.", terminal, RunAsync, Name, KeyType, Validity, OlderCertificates);

    static async Task<int> RunAsync(ServerCall call)
    {
        var label = ServerCall.Label(call.Parsed.GetRequiredValue(Name));
        var settingsPath = $"provisioning-templates/{label}/settings";
        var settings = await call.Api.HatcheryAsync(HttpMethod.Get, settingsPath, body: null, call.Ct);
        if (Changed(settings, call) is { } changed)
        {
            settings = await call.Api.HatcheryAsync(HttpMethod.Put, settingsPath, changed, call.Ct);
        }

        var template = await call.Api.IotAsync(HttpMethod.Get, $"/provisioning-templates/{label}", body: null, call.Ct);
        var found = await call.Api.HatcheryAsync(HttpMethod.Get, $"provisioning-templates/{label}/warnings", body: null, call.Ct);
        var warnings = found["warnings"]!.DeepClone().AsArray();
        template["settings"] = settings;
        template["warnings"] = warnings;
        call.Print(template, Lines(template, settings, call.Terminal).Concat(WarningLines(warnings, call.Terminal)));
        return CommandLine.Done;
    }

    /// <summary>The settings with what was asked for; null when nothing was.</summary>
    static JsonObject? Changed(JsonObject settings, ServerCall call)
    {
        var keyType = call.Parsed.GetValue(KeyType);
        var validity = call.Parsed.GetValue(Validity);
        var older = call.Parsed.GetValue(OlderCertificates);
        if (keyType is null && validity is null && older is null)
        {
            return null;
        }

        var changed = new JsonObject
        {
            ["keyType"] = keyType is null ? settings["keyType"]?.DeepClone() : CheckedKeyType(keyType),
            ["olderCertificates"] = older is null ? settings["olderCertificates"]?.DeepClone() : CheckedAction(older),
        };
        if ((validity is null ? settings["certificateValidityDays"]?.DeepClone() : Days(validity)) is { } days)
        {
            changed["certificateValidityDays"] = days;
        }

        return changed;
    }

    static string CheckedKeyType(string text) => DeviceKeyTypeText.FromWire(text) is not null
        ? text
        : throw new UsageException($"{KeyType.Name} must be one of {string.Join(", ", DeviceKeyTypeText.All)}, not '{text}'");

    static string CheckedAction(string text) => OlderCertificateActionText.FromWire(text.ToUpperInvariant()) is { } action
        ? action.ToWire()
        : throw new UsageException($"{OlderCertificates.Name} must be keep, deactivate or revoke, not '{text}'");

    static JsonNode? Days(string text)
    {
        if (text == Default)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 0
            ? days
            : throw new UsageException($"{Validity.Name} must be a number of days, or '{Default}', not '{text}'");
    }

    static IEnumerable<string> Lines(JsonObject template, JsonObject settings, Terminal terminal)
    {
        yield return terminal.Bold($"{template["templateName"]}");
        yield return $"  Type          {template["type"]}, {((bool?)template["enabled"] is true ? "enabled" : "disabled")}";
        yield return $"  Version       {template["defaultVersionId"]}";
        yield return $"  Role          {template["provisioningRoleArn"]}";
        yield return $"  Hook          {template["preProvisioningHook"]?["targetArn"]?.ToString() ?? "none"}";
        yield return $"  Key type      {settings["keyType"]}";
        yield return $"  Certificates  {ValidityOf(settings)}";
        yield return $"  Older ones    {OlderOf(settings)}";
    }

    static IEnumerable<string> WarningLines(JsonArray warnings, Terminal terminal)
    {
        foreach (var warning in warnings.OfType<JsonObject>())
        {
            yield return "";
            yield return $"  {terminal.Bold($"{warning["id"]}")} at {warning["path"]}";
            yield return $"    {warning["message"]}";
            yield return $"    {warning["fix"]}";
        }
    }

    static string OlderOf(JsonObject settings) => $"{settings["olderCertificates"]}" switch
    {
        "DEACTIVATE" => "deactivated once a thing's new certificate has connected",
        "REVOKE" => "revoked once a thing's new certificate has connected",
        _ => "kept, as at AWS",
    };

    static string ValidityOf(JsonObject settings)
    {
        var end = DateTimeOffset.FromUnixTimeSeconds((long)(decimal)settings["certificateNotAfter"]!);
        return (int?)settings["certificateValidityDays"] is { } days
            ? $"valid for {days} days (issued now: until {end:yyyy-MM-dd})"
            : $"valid until {end:yyyy-MM-dd}, as at AWS";
    }
}
