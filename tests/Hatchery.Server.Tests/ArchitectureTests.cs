using System.Reflection;
using System.Text.RegularExpressions;
using Hatchery.Core;

namespace Hatchery.Server.Tests;

/// <summary>What the compiler can't say about the layout.</summary>
public sealed class ArchitectureTests
{
    static readonly string Root = RootOf(AppContext.BaseDirectory);

    [Fact]
    public void Core_depends_on_the_base_library_alone() => Assert.All(
        typeof(AwsError).Assembly.GetReferencedAssemblies(),
        reference => Assert.True(reference.Name is "System.Private.CoreLib" or "netstandard" || reference.Name!.StartsWith("System.", StringComparison.Ordinal), reference.FullName));

    [Fact]
    public void Device_shares_no_code_with_the_server() =>
        Assert.All(Sources("src/Hatchery.Device"), file => Assert.DoesNotContain("Hatchery.Core", File.ReadAllText(file), StringComparison.Ordinal));

    [Theory]
    [InlineData("Broker", "Api", "Access", "Storage", "Tls", "Provisioning", "Certificates")]
    [InlineData("Api", "Broker", "Storage", "Tls")] // RegisterThing and bulk tasks are Provisioning's, which knows nothing of the API
    [InlineData("Storage", "Api", "Access", "Broker", "Tls", "Provisioning", "Certificates")]
    [InlineData("Provisioning", "Api", "Access", "Storage", "Tls")]
    [InlineData("Events", "Api", "Access", "Broker", "Storage", "Tls", "Provisioning", "Certificates")]
    public void Parts_of_the_server_meet_in_the_ports_of_the_core_only(string part, params string[] others) => Assert.All(
        Sources($"src/Hatchery.Server/{part}"),
        file => Assert.All(others, other => Assert.DoesNotMatch($@"\bHatchery\.Server\.{other}\b", File.ReadAllText(file))));

    [Fact]
    public void Every_folder_of_the_core_has_its_mirror_among_the_tests()
    {
        // Ports and plain records: what they promise is tested where it is kept, in RegistryContract.
        string[] tested = ["Access", "Certificates", "Policies", "Things", "Templates", "Provisioning", "Diagnosis", "Events", "Linting"];
        Assert.All(tested, folder => Assert.True(Directory.Exists(Path.Combine(Root, "tests/Hatchery.Core.Tests", folder)), folder));
        string[] all = [.. Directory.EnumerateDirectories(Path.Combine(Root, "src/Hatchery.Core")).Select(folder => Path.GetFileName(folder))];
        Assert.Equal([.. tested.Append("Registry").Order()], all.Except(["bin", "obj"]).Order());
    }

    [Fact]
    public void The_wire_names_of_errors_appear_in_one_file()
    {
        var names = typeof(AwsErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((AwsErrorCode)field.GetValue(null)!).Name)
            .Where(name => name.EndsWith("Exception", StringComparison.Ordinal));
        var strings = new Regex($"\"({string.Join('|', names)})\"", RegexOptions.NonBacktracking);
        Assert.All(
            Sources("src/Hatchery.Core").Concat(Sources("src/Hatchery.Server")).Where(file => Path.GetFileName(file) != "AwsErrorCode.cs"),
            file => Assert.DoesNotMatch(strings, File.ReadAllText(file)));
    }

    static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);

    static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Hatchery.slnx")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
