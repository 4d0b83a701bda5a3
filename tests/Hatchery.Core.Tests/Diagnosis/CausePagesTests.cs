using System.Reflection;
using System.Text;
using Hatchery.Core.Diagnosis;

namespace Hatchery.Core.Tests.Diagnosis;

/// <summary>docs/causes is generated from the causes: run this class with UPDATE_GOLDEN=1 after a change.</summary>
public sealed class CausePagesTests
{
    static readonly string Folder = Path.Combine(RootOf(AppContext.BaseDirectory), "docs", "causes");

    [Fact]
    public void Each_cause_has_its_page_and_each_page_its_cause()
    {
        var pages = CauseRegistry.All.ToDictionary(cause => $"{cause.Id}.md", Page);
        pages.Add("README.md", Index());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            foreach (var left in Directory.GetFiles(Folder).Where(file => !pages.ContainsKey(Path.GetFileName(file))))
            {
                File.Delete(left);
            }

            foreach (var (name, text) in pages)
            {
                File.WriteAllText(Path.Combine(Folder, name), text);
            }
        }

        Assert.Equal(pages.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Equal(page.Value, File.ReadAllText(Path.Combine(Folder, page.Key))));
    }

    [Fact]
    public void Each_cause_that_is_declared_is_in_its_family()
    {
        var declared = typeof(CauseRegistry).Assembly.GetTypes()
            .Where(type => type.Namespace == "Hatchery.Core.Diagnosis.Causes")
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Cause))
            .Select(field => (Cause)field.GetValue(null)!);
        Assert.Equal(declared.Select(cause => cause.Id).Order(StringComparer.Ordinal), CauseRegistry.All.Select(cause => cause.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_short_lower_case_words_with_hyphens() =>
        Assert.All(CauseRegistry.All, cause => Assert.Matches(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", cause.Id));

    [Fact]
    public void Texts_are_sentences_and_short_enough_for_a_message() => Assert.All(CauseRegistry.All, cause =>
    {
        Assert.InRange(cause.Id.Length, 3, 48);
        Assert.EndsWith(".", cause.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(cause.Seen);
        Assert.NotEmpty(cause.Fix.What);
        Assert.NotEmpty(cause.Fix.Where);
    });

    static string Page(Cause cause) => $"""
        # {cause.Id}

        {cause.Sentence}

        **What the device sees.** {cause.Seen}

        **What to do.** {cause.Fix.What}

        **Where.** In {cause.Fix.Where}.

        `hatchery why` shows the attempts that failed so, with what was seen: `hatchery attempts --cause {cause.Id}`.

        """;

    static string Index()
    {
        var text = new StringBuilder("# Why a device was refused\n\nEvery cause that `hatchery why`, `hatchery attempts` and the `errorMessage` of a rejected request name.\n");
        foreach (var family in CauseRegistry.Families)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {family.Title}\n| cause | what is wrong |\n|---|---|\n");
            foreach (var cause in family.Causes)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| [{cause.Id}]({cause.Id}.md) | {cause.Sentence} |\n");
            }
        }

        return text.ToString();
    }

    static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Hatchery.slnx")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
