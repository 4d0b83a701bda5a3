using Hatchery.Cli;
using Hatchery.Cli.Doctor;

namespace Hatchery.EndToEnd.Doctor;

public sealed class DoctorReportTests
{
    static readonly DoctorCheck Port = new("port", "Port", _ => []);
    static readonly DoctorCheck Root = new("root", "Root CA", _ => []);
    static readonly DoctorCheck Connect = new("connect", "MQTT", _ => []) { Needs = [Port] };

    [Fact]
    public void Problems_stand_with_their_fix_and_what_hangs_on_them_on_one_line()
    {
        var report = Report(
            new CheckResult("Server", Port, [Finding.Problem("nobody listens there", "Start it.")]),
            new CheckResult("Server", Root, [Finding.Warning("first", "Do this."), Finding.Warning("second", "Do that.")]),
            new CheckResult("As a device", Connect, [Finding.Skipped("see 'Port'")], Lacking: Port));

        Assert.Equal(
            [
                "",
                "Server",
                "  ✗ Port               nobody listens there",
                "                       → Start it.",
                "  ! Root CA            first",
                "                       → Do this.",
                "  !                    second",
                "                       → Do that.",
                "",
                "As a device",
                "  – not looked at      MQTT (see 'Port')",
                "",
                "1 problem, 2 warnings.",
            ],
            report.Lines());
        Assert.Equal(1, report.Problems);
    }

    [Fact]
    public void Nothing_wrong_is_not_all_is_well_while_something_was_not_looked_at()
    {
        Assert.Equal("All is well.", Report(new CheckResult("S", Port, [Finding.Ok("x")])).Lines().Last());
        Assert.Equal("Nothing wrong in what could be looked at.", Report(new CheckResult("S", Port, [Finding.Skipped("x")])).Lines().Last());
    }

    [Fact]
    public void Each_check_has_an_id_of_its_own_and_needs_only_what_comes_before_it()
    {
        var all = DoctorChecks.All.SelectMany(section => section.Checks).ToList();

        Assert.Equal(all.Count, all.Select(check => check.Id).Distinct().Count());
        Assert.All(all, check => Assert.Matches(@"\A[a-z]+(-[a-z]+)*\z", check.Id));
        Assert.All(all, (check, at) => Assert.All(check.Needs, needed => Assert.InRange(all.IndexOf(needed), 0, at - 1)));
    }

    static DoctorReport Report(params CheckResult[] results) => new(
        results,
        new Examination(new DoctorRequest(null, null, null, Provision: false, null), TimeProvider.System),
        new Terminal(TextWriter.Null, TextWriter.Null, _ => null, colour: false));
}
