using System.CommandLine;
using System.Text.Json.Nodes;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery keys</c>: the access keys of the API, each with what it may do.</summary>
static class KeysCommand
{
    static readonly Option<string> Name = new("--name") { HelpName = "N", Description = "Name of the key's user, in messages and the audit." };
    static readonly Option<bool> ReadOnly = new("--read-only") { Description = "A key that sees everything and changes nothing; without it an administrator's." };
    static readonly Option<string> Policy = new("--policy") { HelpName = "FILE", Description = "An IAM policy document: what the key may do." };
    static readonly Argument<string> Id = new("ID") { Description = "Id of the access key." };

    public static Command Create(Terminal terminal) => new("keys", "List, create and delete access keys.")
    {
        AskCommand.Create("list", "List the access keys.", terminal, ListAsync),
        AskCommand.Create("create", "Create an access key; its secret is shown once.", terminal, CreateAsync, Name, ReadOnly, Policy),
        AskCommand.Create("delete", "Delete an access key: it ends at once.", terminal, DeleteAsync, Id),
    };

    static async Task<int> ListAsync(ServerCall call)
    {
        var keys = new JsonArray();
        string? token = null;
        do
        {
            var page = await call.Api.HatcheryAsync(HttpMethod.Get, $"keys?maxResults=250{(token is null ? "" : $"&nextToken={ServerCall.Label(token)}")}", body: null, call.Ct);
            foreach (var key in page["keys"]!.AsArray())
            {
                keys.Add(key!.DeepClone());
            }

            token = (string?)page["nextToken"];
        }
        while (token is not null);

        call.Print(new JsonObject { ["keys"] = keys }, keys.Select(key =>
            $"{key!["accessKeyId"],-20}  {(string?)key["name"] ?? "(credentials file)",-24}  {key["access"],-13}  {key["status"]}"));
        return CommandLine.Done;
    }

    static async Task<int> CreateAsync(ServerCall call)
    {
        var body = new JsonObject();
        if (call.Parsed.GetValue(Name) is { } name)
        {
            body["name"] = name;
        }

        if (call.Parsed.GetValue(Policy) is { } file)
        {
            body["policyDocument"] = call.Parsed.GetValue(ReadOnly)
                ? throw new UsageException($"{ReadOnly.Name} and {Policy.Name} exclude each other")
                : await File.ReadAllTextAsync(file, call.Ct);
        }
        else
        {
            body["access"] = call.Parsed.GetValue(ReadOnly) ? "read-only" : "administrator";
        }

        var key = await call.Api.HatcheryAsync(HttpMethod.Post, "keys", body, call.Ct);
        call.Print(key,
        [
            $"aws_access_key_id = {key["accessKeyId"]}",
            $"aws_secret_access_key = {key["secretAccessKey"]}",
        ]);
        if (!call.Json)
        {
            call.Terminal.Error.WriteLine($"hatchery: the secret of {key["name"]} ({key["access"]}) is shown this once");
        }

        return CommandLine.Done;
    }

    static async Task<int> DeleteAsync(ServerCall call)
    {
        var id = call.Parsed.GetRequiredValue(Id);
        await call.Api.HatcheryAsync(HttpMethod.Delete, $"keys/{ServerCall.Label(id)}", body: null, call.Ct);
        call.Print(new JsonObject { ["accessKeyId"] = id, ["deleted"] = true }, [$"deleted {id}"]);
        return CommandLine.Done;
    }
}
