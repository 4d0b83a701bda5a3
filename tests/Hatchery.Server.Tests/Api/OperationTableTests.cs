using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

/// <summary>Compares every line of the table, and the records behind it, with AWS's own model.</summary>
public sealed class OperationTableTests
{
    static readonly AwsModel? Model = AwsModel.Find(out WhyNot);
    static readonly string WhyNot;

    public static TheoryData<string> Operations => [.. OperationTable.All.Concat(OperationTable.Unbuilt).Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Method_and_path_are_AWS_ones(string name)
    {
        var model = Require(name);
        var operation = OperationTable.All.Concat(OperationTable.Unbuilt).Single(o => o.Name == name);

        Assert.Equal(model.Http(name), (operation.Method, operation.Path));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Members_of_requests_and_answers_are_AWS_ones(string name)
    {
        var model = Require(name);
        Check(name + "Request", model.BodyMembers(name, "input"));
        Check(name + "Response", model.BodyMembers(name, "output"));
    }

    [Fact]
    public void No_two_operations_share_a_line() =>
        Assert.Distinct(OperationTable.All.Concat(OperationTable.Unbuilt).Select(o => (o.Method, o.Path)));

    static void Check(string typeName, HashSet<string> allowed)
    {
        var type = typeof(OperationTable).Assembly.GetTypes().SingleOrDefault(t => t.Name == typeName && t.Namespace!.StartsWith("Hatchery.Server.Api.", StringComparison.Ordinal));
        if (type is not null)
        {
            Assert.Empty(Members(type, "").Except(allowed));
        }
    }

    static IEnumerable<string> Members(Type type, string prefix)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            yield return name;

            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                inner = inner.GetGenericArguments()[0];
            }

            if (inner.Assembly == typeof(OperationTable).Assembly)
            {
                foreach (var nested in Members(inner, name + "."))
                {
                    yield return nested;
                }
            }
        }
    }

    static AwsModel Require(string operation)
    {
        Assert.SkipWhen(Model is null, WhyNot);
        Assert.SkipUnless(Model!.Has(operation), $"The model of the client on this machine has no {operation}");
        return Model!;
    }
}
