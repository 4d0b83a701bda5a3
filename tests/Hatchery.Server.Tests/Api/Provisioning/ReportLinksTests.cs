using Hatchery.Core.Provisioning;
using Hatchery.Server.Api.Provisioning;

namespace Hatchery.Server.Tests.Api.Provisioning;

public sealed class ReportLinksTests
{
    static readonly RegistrationTaskId Task = new("a");

    readonly SettableTime time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_link_ends_after_an_hour()
    {
        var links = new ReportLinks(time);
        var (expires, signature) = Parse(links.Create("http://localhost:4566", Task, ReportType.Results));

        time.Now += TimeSpan.FromHours(1);
        Assert.True(links.Allows(Task, ReportType.Results, expires, signature));
        time.Now += TimeSpan.FromSeconds(1);
        Assert.False(links.Allows(Task, ReportType.Results, expires, signature));
    }

    [Fact]
    public void A_link_is_good_for_its_report_its_end_and_its_server_only()
    {
        var links = new ReportLinks(time);
        var (expires, signature) = Parse(links.Create("http://localhost:4566", Task, ReportType.Results));

        Assert.False(links.Allows(new RegistrationTaskId("b"), ReportType.Results, expires, signature));
        Assert.False(links.Allows(Task, ReportType.Errors, expires, signature));
        Assert.False(links.Allows(Task, ReportType.Results, $"{long.Parse(expires, System.Globalization.CultureInfo.InvariantCulture) + 1}", signature));
        Assert.False(links.Allows(Task, ReportType.Results, expires, null));
        Assert.False(links.Allows(Task, ReportType.Results, "-1", signature));
        Assert.False(new ReportLinks(time).Allows(Task, ReportType.Results, expires, signature));
    }

    static (string Expires, string Signature) Parse(string link)
    {
        Assert.StartsWith("http://localhost:4566/hatchery/v1/registration-tasks/a/reports/results?", link, StringComparison.Ordinal);
        var query = link.Split('?')[1].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return (query["expires"], query["signature"]);
    }
}
