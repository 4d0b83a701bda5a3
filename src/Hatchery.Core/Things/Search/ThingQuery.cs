namespace Hatchery.Core.Things.Search;

/// <summary>A query as a tree, and what it means: which things it matches. <see cref="ThingQueryParser"/> reads one.</summary>
public abstract record ThingQuery
{
    ThingQuery()
    {
    }

    /// <summary>Where the names of all things that it matches are, in lower case.</summary>
    public virtual FoldedRange NameRange => FoldedRange.All;

    public abstract bool Matches(ThingDocument thing);

    /// <summary>Every thing.</summary>
    public sealed record Everything : ThingQuery
    {
        public override bool Matches(ThingDocument thing) => true;
    }

    /// <summary>One of the field's values passes.</summary>
    public sealed record Term(ThingField Field, ValueTest Test) : ThingQuery
    {
        public override FoldedRange NameRange => Field.Kind == ThingFieldKind.Name && Test.Range is { } range ? range : FoldedRange.All;

        public override bool Matches(ThingDocument thing) => thing.ValuesOf(Field).Any(Test.Passes);
    }

    public sealed record And(IReadOnlyList<ThingQuery> Parts) : ThingQuery
    {
        public override FoldedRange NameRange => Parts.Aggregate(FoldedRange.All, static (range, part) => range.Intersect(part.NameRange));

        public override bool Matches(ThingDocument thing) => Parts.All(part => part.Matches(thing));
    }

    public sealed record Or(IReadOnlyList<ThingQuery> Parts) : ThingQuery
    {
        public override bool Matches(ThingDocument thing) => Parts.Any(part => part.Matches(thing));
    }

    public sealed record Not(ThingQuery Part) : ThingQuery
    {
        public override bool Matches(ThingDocument thing) => !Part.Matches(thing);
    }
}
