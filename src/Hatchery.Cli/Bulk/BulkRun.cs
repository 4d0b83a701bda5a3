using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Hatchery.Cli.Aws;
using Hatchery.Core;
using Hatchery.Server.Provisioning.Bulk;

namespace Hatchery.Cli.Bulk;

/// <summary>
/// One run over a file: RegisterThing for each line, many at a time, their outcomes written in the order of the lines. So it needs
/// nothing of the server but AWS's API. Memory doesn't grow with the file, but for a digest of each line that is registered.
/// </summary>
sealed class BulkRun : IDisposable
{
    /// <summary>Requests on their way at one time. A commit of the server takes this many.</summary>
    const int ParallelMax = 64;

    readonly string template;
    readonly AwsApiClient api;
    readonly ProgressBar progress;
    readonly InputLines input;
    readonly ResultsFile results;
    readonly FileStream errors;
    int registered;
    int failed;
    int registeredBefore;

    BulkRun(string template, AwsApiClient api, ProgressBar progress, InputLines input, ResultsFile results, FileStream errors)
    {
        this.template = template;
        this.api = api;
        this.progress = progress;
        this.input = input;
        this.results = results;
        this.errors = errors;
    }

    public static string ResultsOf(string file) => $"{file}.results.jsonl";

    public static string ErrorsOf(string file) => $"{file}.errors.jsonl";

    /// <summary>Lines that failed before are tried again, so their errors are written anew.</summary>
    /// <exception cref="FailureException">FILE.results.jsonl isn't one of ours.</exception>
    public static BulkRun Open(string file, string template, AwsApiClient api, ProgressBar progress)
    {
        var lines = new InputLines(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        FileStream? refused = null;
        ResultsFile? done = null;
        try
        {
            // Nobody else gets it, so that two runs over one file don't register everything twice.
            refused = new FileStream(ErrorsOf(file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
            done = ResultsFile.Open(ResultsOf(file));
            refused.SetLength(0);
            return new BulkRun(template, api, progress, lines, done, refused);
        }
        catch
        {
            done?.Dispose();
            refused?.Dispose();
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Registers what isn't registered yet.</summary>
    /// <exception cref="FailureException">It ended early: stopped, or the server answers no more. What was registered is written.</exception>
    public async Task<BulkCounts> RunAsync(CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var onTheirWay = Channel.CreateBounded<Task<LineOutcome>>(ParallelMax);
        var sending = Task.Run(() => SendAllAsync(onTheirWay.Writer, end.Token), CancellationToken.None);
        Exception? broken = null;
        await foreach (var outcome in onTheirWay.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                Write(await outcome);
            }
            catch (Exception e) when (e is AwsApiException or HttpRequestException or OperationCanceledException)
            {
                // The others on their way may have been registered, and are written.
                broken ??= e;
                await end.CancelAsync();
            }
        }

        await sending;
        progress.Clear();
        if (broken is not null || ct.IsCancellationRequested)
        {
            throw new FailureException($"{Reason(broken)} after {registered} registered, {failed} failed; repeat the command to go on");
        }

        return new BulkCounts(registered, failed, registeredBefore);
    }

    public void Dispose()
    {
        input.Dispose();
        results.Dispose();
        errors.Dispose();
    }

    async Task SendAllAsync(ChannelWriter<Task<LineOutcome>> onTheirWay, CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested && input.Read() is { } line)
            {
                if (results.Has(line))
                {
                    registeredBefore++;
                    continue;
                }

                // INVARIANT: nothing is sent before it has its place; what was sent is written, also when the run is stopped.
                await onTheirWay.WaitToWriteAsync(ct);
                onTheirWay.TryWrite(RegisterAsync(line));
            }

            onTheirWay.Complete();
        }
        catch (OperationCanceledException)
        {
            onTheirWay.Complete();
        }
        catch (Exception e)
        {
            onTheirWay.Complete(e);
        }
    }

    /// <summary>Not to be cancelled: whether the server has registered the line could not be told then.</summary>
    async Task<LineOutcome> RegisterAsync(InputLine line)
    {
        try
        {
            var parameters = RegistrationLine.Parse(line).Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value));
            var body = new JsonObject { ["templateBody"] = template, ["parameters"] = new JsonObject(parameters) };
            return new LineOutcome(line, await api.IotAsync(HttpMethod.Post, "/things", body, CancellationToken.None));
        }
        catch (AwsError e)
        {
            return new LineOutcome(line, null, e.Code.Name, e.Message);
        }
        catch (AwsApiException e) when (e.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound))
        {
            return new LineOutcome(line, null, e.Code, e.Reason);
        }
    }

    void Write(LineOutcome outcome)
    {
        if (outcome.Answer is { } answer)
        {
            results.Add(outcome.Line, answer);
            registered++;
        }
        else
        {
            var text = new ArrayBufferWriter<byte>();
            ReportLine.WriteError(text, outcome.Line, outcome.ErrorCode, outcome.ErrorMessage);
            errors.Write(text.WrittenSpan);
            failed++;
        }

        progress.Show(Math.Min(1, input.Offset / (double)Math.Max(1, input.Length)), registered, failed);
    }

    static string Reason(Exception? broken) => broken switch
    {
        null => "stopped",
        OperationCanceledException => "the server didn't answer in time,",
        _ => $"{broken.Message},",
    };
}
