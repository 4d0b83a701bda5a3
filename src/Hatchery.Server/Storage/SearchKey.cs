namespace Hatchery.Server.Storage;

/// <summary>Where a thing stands in the order of a search: its name in lower case, then its row.</summary>
readonly record struct SearchKey(string Folded, long Id) : IComparable<SearchKey>
{
    public static readonly SearchKey First = new("", 0);

    /// <exception cref="Core.AwsError">InvalidRequestException when the position is none of ours.</exception>
    public static SearchKey Parse(string position)
    {
        var (folded, id) = Position.Split(position);
        return new SearchKey(folded, id);
    }

    public int CompareTo(SearchKey other)
    {
        var names = string.CompareOrdinal(Folded, other.Folded);
        return names != 0 ? names : Id.CompareTo(other.Id);
    }

    public override string ToString() => Position.Join(Folded, Id);
}
