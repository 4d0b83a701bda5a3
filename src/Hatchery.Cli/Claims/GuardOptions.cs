using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hatchery.Cli.Commands;

namespace Hatchery.Cli.Claims;

/// <summary>The options of <c>hatchery claim guard</c>, each a guard, and what they make of the guards that are set.</summary>
static class GuardOptions
{
    public const string Off = "off";

    public static readonly Option<string> AllowList = new("--allow-list") { HelpName = "FILE", Description = "Only devices whose serial number is listed: FILE's lines are added to the list. 'off' ends it and empties the list." };

    public static readonly Option<bool> Reusable = new("--reusable") { Description = "With --allow-list: a serial number may register any number of times, not once." };

    public static readonly Option<string> SerialParameter = new("--serial-parameter") { HelpName = "NAME", Description = "With --allow-list: the parameter that holds the serial number (SerialNumber)." };

    public static readonly Option<string> MaxDevices = new("--max-devices") { HelpName = "N", Description = "At most N registrations ever, those so far among them; or off." };

    public static readonly Option<string> Window = new("--window") { HelpName = "FROM..TO", Description = "Only between two times such as 2026-03-01 or 2026-03-01T08:00:00Z (UTC unless an offset is given); either may be left out; or off." };

    public static readonly Option<string> Rate = new("--rate") { HelpName = "N/minute", Description = "At most N registrations a minute, or N/hour; or off." };

    public static readonly Option<string> Networks = new("--networks") { HelpName = "CIDR,...", Description = "Only from these networks; or off." };

    public static readonly Option<bool?> RefuseExisting = Flag("--refuse-existing", "Refuse a device whose thing exists already; '--refuse-existing false' allows it again.");

    public static readonly Option<bool?> Approval = Flag("--approval", "Hold each registration until it is approved; '--approval false' ends that.");

    public static readonly Option<string> Name = new("--name") { HelpName = "NAME", Description = "Call the claim so, in place of its id." };

    public static readonly Option<bool> Clear = new("--clear") { Description = "Take all guards off." };

    public static IReadOnlyList<Option> All { get; } =
        [AllowList, Reusable, SerialParameter, MaxDevices, Window, Rate, Networks, RefuseExisting, Approval, Name, Clear];

    /// <summary>The file of <c>--allow-list</c>; null when none is given.</summary>
    public static string? File(ServerCall call) => call.Parsed.GetValue(AllowList) is { } file and not Off ? file : null;

    /// <summary>The guards as they are to be put; null when no option asks for a change.</summary>
    /// <param name="set">As they were described.</param>
    /// <exception cref="UsageException">A value that can't be read.</exception>
    public static JsonObject? Changed(JsonObject set, ServerCall call)
    {
        var parsed = call.Parsed;
        var guards = new JsonObject();
        foreach (var member in (string[])["name", "allowList", "maxDevices", "window", "rate", "networks", "refuseExisting", "approval"])
        {
            Put(guards, member, set[member]?.DeepClone());
        }

        var before = guards.ToJsonString();
        PutAllowList(guards, call);
        Replace(guards, "maxDevices", parsed.GetValue(MaxDevices), text => Whole(text));
        Replace(guards, "window", parsed.GetValue(Window), TimeRange.Read);
        Replace(guards, "rate", parsed.GetValue(Rate), text => JsonValue.Create(text));
        Replace(guards, "networks", parsed.GetValue(Networks), text => new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(network => JsonValue.Create(network))]));
        Replace(guards, "name", parsed.GetValue(Name), text => JsonValue.Create(text));
        Put(guards, "refuseExisting", parsed.GetValue(RefuseExisting) is { } refuse ? JsonValue.Create(refuse) : guards["refuseExisting"]?.DeepClone());
        Put(guards, "approval", parsed.GetValue(Approval) is { } approval ? JsonValue.Create(approval) : guards["approval"]?.DeepClone());
        return guards.ToJsonString() == before ? null : guards;
    }

    static void PutAllowList(JsonObject guards, ServerCall call)
    {
        var (asked, parameter, reusable) = (call.Parsed.GetValue(AllowList), call.Parsed.GetValue(SerialParameter), call.Parsed.GetValue(Reusable));
        if (asked is Off)
        {
            guards.Remove("allowList");
            return;
        }

        if (asked is null && guards["allowList"] is null)
        {
            if (parameter is not null || reusable)
            {
                throw new UsageException($"{(reusable ? Reusable.Name : SerialParameter.Name)} needs {AllowList.Name} too");
            }

            return;
        }

        var list = guards["allowList"] as JsonObject ?? [];
        Put(guards, "allowList", new JsonObject
        {
            ["parameter"] = parameter ?? (string?)list["parameter"] ?? "SerialNumber",
            // Adding serial numbers to a list says anew whether they may be used again.
            ["reusable"] = asked is null ? reusable || (bool?)list["reusable"] is true : reusable,
        });
    }

    static void Replace(JsonObject guards, string member, string? text, Func<string, JsonNode?> read)
    {
        if (text is not null)
        {
            Put(guards, member, text is Off ? null : read(text));
        }
    }

    static void Put(JsonObject guards, string member, JsonNode? value)
    {
        guards.Remove(member);
        if (value is not null)
        {
            guards[member] = value;
        }
    }

    static JsonNode Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"{MaxDevices.Name} must be a whole number, or '{Off}', not '{text}'");

    static Option<bool?> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
}
