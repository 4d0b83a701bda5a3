using System.Globalization;
using System.Text;
using Hatchery.Core;
using Hatchery.Server.Access.Iam;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Access.Sts;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Data;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>docs/coverage.md is generated from the tables of operations: run this class with UPDATE_GOLDEN=1 after a change.</summary>
public sealed class CoverageTests(ApiServer api) : IClassFixture<ApiServer>
{
    static readonly string Page = Path.Combine(RootOf(AppContext.BaseDirectory), "docs", "coverage.md");

    [Fact]
    public void The_page_says_what_the_tables_say()
    {
        var text = Text();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Page, text);
        }

        Assert.Equal(text, File.ReadAllText(Page));
    }

    [Fact]
    public async Task What_is_not_built_is_refused_by_name()
    {
        foreach (var operation in OperationTable.Unbuilt)
        {
            var answer = await api.SendAsync(operation.Method, operation.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            Assert.Equal($"{operation.Name} is not built in Hatchery yet", answer.Refused(AwsErrorCode.UnknownOperation));
        }

        foreach (var operation in DataPlane.Unbuilt)
        {
            var answer = await api.SendAsync(operation.Method, operation.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), service: "iotdata");
            Assert.Equal($"{operation.Name} is not built in Hatchery yet", answer.Refused(AwsErrorCode.UnknownOperation));
        }
    }

    [Theory]
    [InlineData("iot-data/2015-05-28")]
    [InlineData("iam/2010-05-08")]
    [InlineData("sts/2011-06-15")]
    public void Every_operation_of_the_other_services_is_one_of_AWS(string service)
    {
        var model = AwsModel.Find(service);
        Assert.SkipWhen(model is null, "botocore, which has AWS's service models, is not installed");
        var ours = service[..3] switch
        {
            "iam" => Names(IamActions.Api),
            "sts" => Names(StsActions.Api),
            _ => DataPlane.Operations.Concat(DataPlane.Unbuilt).Select(operation => operation.Name),
        };
        List<string> unknown = [.. ours.Where(operation => !model!.Has(operation))];
        Assert.SkipUnless(unknown.Count == 0 || AwsModel.Find(out _)!.IsCurrent, $"The model of the client on this machine is older and lacks {string.Join(", ", unknown)}");
        Assert.Empty(unknown);
    }

    static string Text()
    {
        var built = OperationTable.All.Count + DataPlane.Operations.Count + IamActions.Api.Actions.Count + StsActions.Api.Actions.Count;
        var refused = OperationTable.Unbuilt.Count + DataPlane.Unbuilt.Count;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What of AWS's APIs is built

            Generated from the tables of operations by `CoverageTests`, with `UPDATE_GOLDEN=1`. {built} operations are built, {refused} are refused with an
            `UnknownOperationException` that says so; so is whatever this page doesn't have. Each built operation of AWS IoT is called and checked against
            AWS's own model by the tests in `tests/Hatchery.Server.Tests/Api/Conformance`.

            ## AWS IoT (`iot`)
            | operation | request | state |
            |---|---|---|

            """);
        var rows = OperationTable.All.Select(operation => (Operation: operation, State: "built")).Concat(OperationTable.Unbuilt.Select(operation => (Operation: operation, State: "refused by name")));
        foreach (var (operation, state) in rows.OrderBy(row => row.Operation.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {operation.Name} | `{operation.Method} {operation.Path}` | {state} |\n");
        }

        text.Append("\nMembers of AWS's answers that are never answered:\n\n| operation | member | why |\n|---|---|---|\n");
        foreach (var (operation, member, reason) in AbsentMembers.Never)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {operation} | `{member}` | {reason} |\n");
        }

        text.Append("\n## AWS IoT data plane (`iotdata`)\n| operation | request | state |\n|---|---|---|\n");
        foreach (var (operation, state) in DataPlane.Operations.Select(operation => (operation, "built")).Concat(DataPlane.Unbuilt.Select(operation => (operation, "refused by name"))))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {operation.Name} | `{operation.Method} {operation.Path}` | {state} |\n");
        }

        AppendActions(text, "AWS IAM", IamActions.Api);
        AppendActions(text, "AWS STS", StsActions.Api);
        return text.ToString();
    }

    static void AppendActions(StringBuilder text, string service, QueryApi api)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {service} (`{api.SigningName}`)\n| operation | state |\n|---|---|\n");
        foreach (var name in Names(api))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | built |\n");
        }
    }

    static IEnumerable<string> Names(QueryApi api) => api.Actions.Select(action => action.Name).Order(StringComparer.Ordinal);

    static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Hatchery.slnx")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
