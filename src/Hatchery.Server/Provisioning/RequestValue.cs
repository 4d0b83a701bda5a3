namespace Hatchery.Server.Provisioning;

/// <summary>A value in a request's payload, in whichever format it came.</summary>
abstract record RequestValue
{
    /// <summary>What it is, as messages call it.</summary>
    public abstract string Kind { get; }

    public sealed record Text(string Value) : RequestValue
    {
        public override string Kind => "a string";

        /// <summary>The kind alone: the value may be a token.</summary>
        public override string ToString() => Kind;
    }

    public sealed record Map(IReadOnlyDictionary<string, RequestValue> Members) : RequestValue
    {
        public override string Kind => "a map";
    }

    public sealed record Null : RequestValue
    {
        public override string Kind => "null";
    }

    /// <summary>Any value that no request has a use for: a number, a list.</summary>
    public sealed record Other(string Name) : RequestValue
    {
        public override string Kind => Name;
    }
}
