using Hatchery.Server.Audit;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Audit;

public sealed class AuditTrailTests : IDisposable
{
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-audit-");
    readonly SettableTime time = new(Noon);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_recorded_before_a_stop_is_there_after_it()
    {
        await using (var audit = Open())
        {
            for (var i = 0; i < 2_500; i++)
            {
                await audit.RecordAsync(Row($"iot:A{i}"));
            }
        }

        await using var again = Open();
        var rows = await again.ReadAsync(new AuditQuery { Size = 10_000 }, Ct);
        Assert.Equal(2_500, rows.Count);
        Assert.Equal(("iot:A2499", 2_500), (rows[0].Action, rows[0].Id));
        await again.RecordAsync(Row("iot:Next"));
        Assert.Equal(2_501, (await again.ReadAsync(new AuditQuery { Size = 1 }, Ct))[0].Id);
    }

    [Fact]
    public async Task Filters_choose()
    {
        await using var audit = Open();
        await audit.RecordAsync(Row("iot:CreateThing") with { Resource = "arn:aws:iot:r:a:thing/x_1" });
        await audit.RecordAsync(Row("iam:CreateUser") with { Caller = "arn:aws:iam::0:user/ops", AccessKeyId = "AKIA2", At = Noon.AddHours(1) });
        await audit.RecordAsync(Row("iot:DeleteThing") with { Outcome = "AccessDeniedException", SourceIp = "10.0.0.1", At = Noon.AddHours(2) });

        async Task<string> Of(AuditQuery query) => string.Join(' ', (await audit.ReadAsync(query, Ct)).Select(row => row.Id));
        Assert.Equal("3 2 1", await Of(new()));
        Assert.Equal("1", await Of(new() { Action = "CreateThing" }));
        Assert.Equal("1", await Of(new() { Action = "iot:CreateThing" }));
        Assert.Equal("", await Of(new() { Action = "Thing" }));
        Assert.Equal("2", await Of(new() { Caller = "ops" }));
        Assert.Equal("2", await Of(new() { Caller = "arn:aws:iam::0:user/ops" }));
        Assert.Equal("2", await Of(new() { AccessKeyId = "AKIA2" }));
        Assert.Equal("1", await Of(new() { Resource = "arn:aws:iot:r:a:thing/x_1" }));
        Assert.Equal("1", await Of(new() { Resource = "arn:aws:iot:r:a:thing/x_*" }));
        Assert.Equal("", await Of(new() { Resource = "arn:aws:iot:r:a:thing/xx*" }));
        Assert.Equal("3", await Of(new() { SourceIp = "10.0.0.1" }));
        Assert.Equal("3", await Of(new() { Outcome = "Failed" }));
        Assert.Equal("2 1", await Of(new() { Outcome = "Success" }));
        Assert.Equal("3", await Of(new() { Outcome = "AccessDeniedException" }));
        Assert.Equal("2", await Of(new() { Since = Noon.AddMinutes(1), Until = Noon.AddHours(2) }));
        Assert.Equal("2 3", await Of(new() { From = 1, Ascending = true }));
        Assert.Equal("2 1", await Of(new() { From = 3 }));
        Assert.Equal("3", await Of(new() { Size = 1 }));
    }

    [Fact]
    public async Task Old_rows_and_those_beyond_the_number_go()
    {
        await using (var audit = Open(new HatcheryOptions { AuditDays = 1, AuditMax = 3 }))
        {
            await audit.RecordAsync(Row("iot:Old") with { At = Noon.AddHours(-25) });
            foreach (var name in new[] { "a", "b", "c", "d" })
            {
                await audit.RecordAsync(Row("iot:" + name));
            }

            await audit.ReadAsync(new AuditQuery(), Ct);
            time.Now += TimeSpan.FromMinutes(2);
            await audit.RecordAsync(Row("iot:e"));
        }

        await using var again = Open();
        Assert.Equal(["iot:e", "iot:d", "iot:c"], (await again.ReadAsync(new AuditQuery(), Ct)).Select(row => row.Action));
    }

    public void Dispose() => folder.Delete(recursive: true);

    static AuditRow Row(string action) => new(0, Noon, "AKIA1", "arn:aws:iam::0:root", action, "*", "127.0.0.1", AuditRow.Success, "request");

    AuditTrail Open(HatcheryOptions? options = null) =>
        AuditTrail.Open(new SqliteDialect(Path.Combine(folder.FullName, "audit.db")), options ?? new HatcheryOptions(), time, NullLogger<AuditTrail>.Instance);
}
