namespace Hatchery.Core.Things.Search;

/// <summary>
/// Reads fleet indexing's query language: terms, phrases, <c>field:value</c>, wildcards, ranges, AND, OR, NOT, <c>-</c>, grouping.
/// Terms beside each other are joined by AND, which binds closer than OR. Source: AWS, "Query syntax", "Example thing queries".
/// </summary>
public sealed class ThingQueryParser
{
    const int DepthMax = 32;

    readonly QueryReader reader;
    readonly bool knowsConnectivity;
    int terms;
    int leadingWildcards;
    int depth;

    ThingQueryParser(string text, bool knowsConnectivity) => (reader, this.knowsConnectivity) = (new QueryReader(text), knowsConnectivity);

    /// <param name="knowsConnectivity">Whether connectivity is indexed.</param>
    /// <exception cref="AwsError">InvalidQueryException that names the position.</exception>
    public static ThingQuery Parse(string text, bool knowsConnectivity = true)
    {
        if (text.Length > Limits.QueryMax)
        {
            throw QueryReader.Error(Limits.QueryMax, $"the query has {text.Length} characters; at most {Limits.QueryMax} are allowed");
        }

        var parser = new ThingQueryParser(text, knowsConnectivity);
        var query = parser.AnyOf(field: null);
        if (!parser.reader.IsAtEnd)
        {
            throw QueryReader.Error(parser.reader.Position, "this parenthesis was never opened");
        }

        if (parser.leadingWildcards > 0 && text.Length > Limits.LeadingWildcardQueryMax)
        {
            throw QueryReader.Error(Limits.LeadingWildcardQueryMax, $"a query with a term that begins with a wildcard may have at most {Limits.LeadingWildcardQueryMax} characters, not {text.Length}");
        }

        return query;
    }

    /// <param name="field">Of a group behind a field; null where each term may name its own.</param>
    ThingQuery AnyOf(ThingField? field)
    {
        List<ThingQuery> parts = [AllOf(field)];
        while (reader.TakeKeyword("OR"))
        {
            parts.Add(AllOf(field));
        }

        return parts is [var only] ? only : new ThingQuery.Or(parts);
    }

    ThingQuery AllOf(ThingField? field)
    {
        List<ThingQuery> parts = [One(field)];
        while (!IsAtEndOfGroup() && !IsBeforeOr())
        {
            reader.TakeKeyword("AND");
            parts.Add(One(field));
        }

        return parts is [var only] ? only : new ThingQuery.And(parts);
    }

    ThingQuery One(ThingField? field)
    {
        reader.SkipSpace();
        if (++depth > DepthMax)
        {
            throw QueryReader.Error(reader.Position, $"at most {DepthMax} levels are allowed");
        }

        ThingQuery query = reader.TakeKeyword("NOT") || reader.Take('-') ? new ThingQuery.Not(One(field))
            : reader.Take('(') ? Group(field)
            : Operand(field);
        depth--;
        reader.SkipSpace();
        return query;
    }

    ThingQuery Group(ThingField? field)
    {
        var opened = reader.Position - 1;
        var query = AnyOf(field);
        return reader.Take(')') ? query : throw QueryReader.Error(opened, "this parenthesis isn't closed");
    }

    ThingQuery Operand(ThingField? field)
    {
        var at = reader.Position;
        if (field is { } given)
        {
            return Value(given, at);
        }

        if (reader.Next is '"' or '[' or '{' or '<' or '>')
        {
            return Value(ThingField.Any, at);
        }

        var word = reader.Word(':');
        if (!reader.Take(':'))
        {
            return Term(ThingField.Any, word);
        }

        reader.SkipSpace();
        if (word.IsStar)
        {
            return reader.Word().IsStar ? new ThingQuery.Everything() : throw QueryReader.Error(at, "only *:* may have a wildcard for a field");
        }

        var named = FieldOf(word);
        return reader.Take('(') ? Group(named) : Value(named, at);
    }

    /// <param name="start">Where the operand began.</param>
    ThingQuery Value(ThingField field, int start)
    {
        if (reader.Take('"'))
        {
            return Term(field, reader.Quoted());
        }

        if (reader.Next is '[' or '{')
        {
            return Counted(new ThingQuery.Term(field, Checked(field, RangeParser.Bracketed(reader), start)), start);
        }

        if (reader.Next is '<' or '>')
        {
            return Counted(new ThingQuery.Term(field, Checked(field, RangeParser.Compared(reader), start)), start);
        }

        return Term(field, reader.Word());
    }

    ThingQuery Term(ThingField field, QueryWord word)
    {
        if (word.Text.Length == 0 && !word.IsQuoted)
        {
            throw QueryReader.Error(reader.Position, reader.IsAtEnd ? "a term is missing at the end" : $"a term is missing before '{reader.Next}'");
        }

        if (!word.IsQuoted && word.Text is "AND" or "OR" or "&&" or "||")
        {
            throw QueryReader.Error(word.Position, word.Text.Length == 2 && word.Text != "OR" ? "write AND or OR" : $"{word.Text} needs a term on both sides");
        }

        if (word.IsStar)
        {
            return Counted(field.Kind == ThingFieldKind.Any ? new ThingQuery.Everything() : new ThingQuery.Term(field, new ValueTest.Exists()), word.Position);
        }

        CheckWildcards(word);
        return Counted(new ThingQuery.Term(field, Checked(field, word.ToTest(), word.Position)), word.Position);
    }

    void CheckWildcards(QueryWord word)
    {
        if (word.Stars > Limits.TermStarsMax || word.QuestionMarks > Limits.TermQuestionMarksMax)
        {
            throw QueryReader.Error(word.Position, $"a term may have {Limits.TermStarsMax} * and {Limits.TermQuestionMarksMax} ? at most");
        }

        if (word.BeginsWithWildcard && ++leadingWildcards > 1)
        {
            throw QueryReader.Error(word.Position, "only one term of a query may begin with a wildcard");
        }
    }

    static ValueTest Checked(ThingField field, ValueTest test, int position) => field.Kind == ThingFieldKind.Connected && test is not ValueTest.Exactly { Text: "true" or "false" }
        ? throw QueryReader.Error(position, "connectivity.connected is true or false")
        : test;

    ThingQuery Counted(ThingQuery term, int position) =>
        ++terms <= Limits.QueryTermsMax ? term : throw QueryReader.Error(position, $"a query may have {Limits.QueryTermsMax} terms at most");

    ThingField FieldOf(QueryWord word)
    {
        if (ThingField.Named(word.Text) is not { } field)
        {
            var hint = NearMiss.Hint(word.Text, ThingField.Names);
            throw QueryReader.Error(word.Position, $"there is no field {NearMiss.Quote(word.Text)}.{hint} Fields are thingName, thingId, thingTypeName, thingGroupNames, attributes.NAME and connectivity.connected, .timestamp and .disconnectReason; a colon in a value is written \\:");
        }

        return !field.IsConnectivity || knowsConnectivity ? field
            : throw QueryReader.Error(word.Position, $"{word.Text} isn't indexed; set thingConnectivityIndexingMode to STATUS by UpdateIndexingConfiguration");
    }

    bool IsAtEndOfGroup() => reader.IsAtEnd || reader.Next == ')';

    bool IsBeforeOr() => reader.IsBefore("OR");
}
