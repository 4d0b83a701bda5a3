using System.Reflection;
using System.Text.RegularExpressions;
using Hatchery.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Hatchery.Server.Tests.Storage;

/// <summary>What keeps every statement as cheap with a million things as with none.</summary>
public sealed partial class SqliteQueryPlanTests
{
    [Fact]
    public async Task Every_statement_finds_its_rows_by_an_index_in_the_order_it_gives_them()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-").FullName;
        var dialect = new SqliteDialect(Path.Combine(folder, "hatchery.db"));
        await using (SqlRegistry.Open(dialect))
        {
            using var connection = (SqliteConnection)dialect.OpenReader();
            var statements = Statements().ToList();
            Assert.True(statements.Count > 90, $"only {statements.Count} statements found");
            Assert.Equal("", string.Join("\n\n", statements.SelectMany(statement => Walks(connection, statement).Select(step => $"{step}:\n{statement.Text}"))));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_range_of_lower_case_names_is_sought_at_both_ends()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-").FullName;
        var dialect = new SqliteDialect(Path.Combine(folder, "hatchery.db"));
        await using (SqlRegistry.Open(dialect))
        {
            using var connection = (SqliteConnection)dialect.OpenReader();
            var statements = Statements().Where(statement => LowerRange().IsMatch(statement.Text)).ToList();
            Assert.True(statements.Count >= 5, $"only {statements.Count} statements found");
            Assert.All(statements, statement => Assert.Contains(Plan(connection, statement), step => step.Contains("<expr>>? AND <expr><?", StringComparison.Ordinal)));
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Steps that go through a whole table, or sort.</summary>
    static IEnumerable<string> Walks(SqliteConnection connection, Statement statement) =>
        Plan(connection, statement).Where(step => Walk().IsMatch(step) && !IsBounded(statement));

    static List<string> Plan(SqliteConnection connection, Statement statement)
    {
        using var explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN QUERY PLAN {statement.Text}";
        foreach (var name in Parameter().Matches(statement.Text).Select(match => match.Value).Distinct())
        {
            explain.Parameters.AddWithValue(name, 1);
        }

        using var row = explain.ExecuteReader();
        List<string> steps = [];
        while (row.Read())
        {
            steps.Add(row.GetString(3));
        }

        return steps;
    }

    /// <summary>The groups of one tree (100 children a level), an account's 256 templates, 100 role aliases and 20,000 billing groups, a row for each event type and each mode of indexing, the requests held for approval, and the keys that a page of a <see cref="ScannedList"/> looks at may be walked.</summary>
    static bool IsBounded(Statement statement) =>
        statement.Text.Contains("WITH RECURSIVE", StringComparison.Ordinal)
        || statement.Text is "SELECT COUNT(*) FROM templates" or "SELECT COUNT(*) FROM role_aliases" or "SELECT COUNT(name) FROM billing_groups"
        || statement.Text.EndsWith("FROM event_configurations e", StringComparison.Ordinal)
        || statement.Text.EndsWith("FROM indexing_modes m", StringComparison.Ordinal)
        || statement.Text.Contains($"LIMIT {ScannedList.KeysMax}) s", StringComparison.Ordinal)
        || statement.Text.StartsWith("UPDATE held_requests ", StringComparison.Ordinal);

    static IEnumerable<Statement> Statements() => typeof(SqlRegistry).Assembly.GetTypes()
        .Where(type => type.Namespace == "Hatchery.Server.Storage.Tables" && !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Where(field => !field.IsLiteral)
        .SelectMany(field => Within(field.GetValue(null)));

    static IEnumerable<Statement> Within(object? value) => value switch
    {
        Statement statement => [statement],
        not null when value.GetType().Namespace!.StartsWith("Hatchery.Server.Storage", StringComparison.Ordinal) =>
            value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).SelectMany(field => Within(field.GetValue(value))),
        _ => [],
    };

    [GeneratedRegex(@"\$\d")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"lower\(\w\.name\) >= ")]
    private static partial Regex LowerRange();

    [GeneratedRegex("^SCAN|TEMP B-TREE")]
    private static partial Regex Walk();
}
