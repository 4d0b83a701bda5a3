namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>Lines that are registered in one transaction.</summary>
/// <param name="Offset">Where in the file the line after them begins.</param>
/// <param name="LinesBefore">Lines of the file before that.</param>
/// <param name="Length">Of the file.</param>
/// <param name="IsLast">Nothing follows them.</param>
sealed record PreparedBatch(IReadOnlyList<PreparedLine> Lines, long Offset, long LinesBefore, long Length, bool IsLast)
{
    /// <summary>100 is said of a completed task only.</summary>
    public int Percentage => IsLast ? 100 : (int)Math.Min(99, Offset * 100 / Math.Max(1, Length));
}
