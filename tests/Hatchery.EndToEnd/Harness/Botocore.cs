using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hatchery.EndToEnd.Harness;

/// <summary>The library beneath <c>aws</c> and boto3, in one process for many calls: each start of <c>aws</c> takes most of a second.</summary>
sealed class Botocore : IAsyncDisposable
{
    const string Program = """
        import json, sys, botocore.config, botocore.session
        client = botocore.session.get_session().create_client("iot", config=botocore.config.Config(retries={"max_attempts": 0}))
        for line in sys.stdin:
            operation, arguments = json.loads(line)
            try:
                answer = getattr(client, operation)(**arguments)
                answer.pop("ResponseMetadata", None)
                print(json.dumps({"answer": answer}, default=str), flush=True)
            except Exception as e:
                print(json.dumps({"error": str(e)}), flush=True)
        """;

    readonly Process process;
    readonly SemaphoreSlim turn = new(1);

    Botocore(Process process) => this.process = process;

    /// <summary>Null where Python has no botocore.</summary>
    public static async Task<Botocore?> StartAsync(HatcheryServer server)
    {
        var python = await FindPythonAsync();
        if (python is null)
        {
            return null;
        }

        var start = new ProcessStartInfo(python, ["-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in await server.EnvironmentAsync())
        {
            start.Environment[name] = value;
        }

        return new Botocore(Process.Start(start)!);
    }

    /// <summary>The first Python that has botocore: the one on PATH, or Debian's, whose <c>aws</c> brings it. Null where none has.</summary>
    public static async Task<string?> FindPythonAsync()
    {
        foreach (var candidate in new[] { Command.Find("python3"), "/usr/bin/python3" }.OfType<string>().Where(File.Exists))
        {
            if ((await Command.RunAsync(candidate, ["-c", "import botocore"])).ExitCode == 0)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>A call that must succeed.</summary>
    /// <param name="operation">As Python spells it, e.g. <c>create_policy</c>.</param>
    public async Task<JsonObject> CallAsync(string operation, JsonObject arguments)
    {
        await turn.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new JsonArray(operation, arguments)));
            await process.StandardInput.FlushAsync();
            var answer = JsonNode.Parse(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("botocore ended"))!;
            return answer["answer"]?.AsObject() ?? throw new InvalidOperationException($"{operation}: {answer["error"]}");
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        turn.Dispose();
    }
}
