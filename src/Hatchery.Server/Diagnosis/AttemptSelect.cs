using System.Collections.Concurrent;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Storage;

namespace Hatchery.Server.Diagnosis;

/// <summary>The SQL of one query: only the conditions that are asked for, so that the database begins with the one that narrows most.</summary>
sealed class AttemptSelect
{
    const int CertificateIdLength = 64;
    const int PrefixMin = 4;

    // As many texts as there are combinations of filters; each is prepared once.
    static readonly ConcurrentDictionary<string, Statement> Known = new(StringComparer.Ordinal);

    readonly List<string> conditions = [];
    readonly List<object?> arguments = [];

    AttemptSelect()
    {
    }

    public Statement Statement { get; private set; } = null!;

    public ReadOnlySpan<object?> Arguments => arguments.ToArray();

    public static AttemptSelect Of(AttemptQuery query)
    {
        var select = new AttemptSelect();
        select.Where("a.outcome", "=", query.Outcome is { } outcome ? AttemptJson.Word(outcome) : null);
        select.Where("a.cause", "=", query.Cause);
        select.Where("a.template", "=", query.Template);
        select.Where("a.updated", ">=", query.Since?.ToUnixTimeMilliseconds());
        select.Where("a.id", "<", query.Before?.Value);
        select.Where("a.revision", ">", query.AfterRevision);
        select.Handle(AttemptHandle.Thing, query.Thing);
        select.Handle(AttemptHandle.Client, query.ClientId);
        select.Handle(AttemptHandle.Parameter, query.Parameter);
        select.Handle(AttemptHandle.Address, query.Address);
        if (query.Certificate is { } certificate)
        {
            select.conditions.Add($"a.id IN ({select.ByCertificate(certificate)})");
        }

        if (query.What is { } what)
        {
            select.conditions.Add($"a.id IN ({select.ByAnything(what, query.OrCertificates)})");
        }

        var where = select.conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", select.conditions)}";
        var order = query.AfterRevision is null ? "a.id DESC" : "a.revision";
        var sql = $"SELECT a.id, a.revision, b.body FROM attempts a JOIN attempt_bodies b ON b.id = a.id{where} ORDER BY {order} LIMIT {select.Argument(query.Limit)}";
        select.Statement = Known.GetOrAdd(sql, static text => new Statement(text));
        return select;
    }

    void Where(string column, string comparison, object? value)
    {
        if (value is not null)
        {
            conditions.Add($"{column} {comparison} {Argument(value)}");
        }
    }

    void Handle(string kind, string? value)
    {
        if (value is not null)
        {
            conditions.Add($"a.id IN (SELECT id FROM attempt_handles WHERE value = {Argument(value)} AND kind = {Argument(kind)})");
        }
    }

    string ByCertificate(string idOrPrefix)
    {
        var id = idOrPrefix.ToLowerInvariant();
        return id.Length == CertificateIdLength
            ? $"SELECT id FROM attempt_handles WHERE value = {Argument(id)} AND kind = 'certificate'"
            : $"SELECT id FROM attempt_handles WHERE value >= {Argument(id)} AND value < {Argument(id + 'g')} AND kind = 'certificate'";
    }

    string ByAnything(string what, IReadOnlyList<string> certificates)
    {
        var parts = new List<string> { $"SELECT id FROM attempt_handles WHERE value = {Argument(what)}" };
        if (what.Length is >= PrefixMin and <= CertificateIdLength && what.All(char.IsAsciiHexDigit))
        {
            parts.Add(ByCertificate(what));
        }

        parts.AddRange(certificates.Select(ByCertificate));
        if (AttemptId.Parse(what) is { } id)
        {
            parts.Add($"SELECT {Argument(id.Value)}");
        }

        return string.Join(" UNION ", parts);
    }

    string Argument(object value)
    {
        arguments.Add(value);
        return $"${arguments.Count}";
    }
}
