namespace Hatchery.Cli.Doctor;

/// <summary>One thing that doctor looks at.</summary>
/// <param name="Id">Never changes; scripts read it.</param>
/// <param name="Label">For people, a few words.</param>
sealed record DoctorCheck(string Id, string Label, Func<Examination, CancellationToken, Task<IReadOnlyList<Finding>>> Look)
{
    /// <summary>A check with one finding.</summary>
    public DoctorCheck(string id, string label, Func<Examination, CancellationToken, Task<Finding>> look)
        : this(id, label, async (of, ct) => [await look(of, ct)])
    {
    }

    /// <summary>A check that asks nobody.</summary>
    public DoctorCheck(string id, string label, Func<Examination, IReadOnlyList<Finding>> look)
        : this(id, label, (of, _) => Task.FromResult(look(of)))
    {
    }

    /// <summary>Checks without whose success this one has nothing to look at: it is skipped, so that one cause shows as one problem.</summary>
    public IReadOnlyList<DoctorCheck> Needs { get; init; } = [];
}
