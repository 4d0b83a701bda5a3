using Hatchery.Core.Policies;

namespace Hatchery.Core.Registry;

public interface IPolicies
{
    Policy? Find(PolicyName name);

    /// <summary>A new policy whose first version, with id "1", is the default.</summary>
    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(PolicyName name, string document, DateTimeOffset now);

    /// <summary>Without versions and attachments left behind. The caller has checked for conflicts.</summary>
    bool Delete(PolicyName name);

    Page<Policy> List(PageRequest page);

    /// <summary>Up to <paramref name="max"/> policies whose name begins so, by name.</summary>
    IReadOnlyList<PolicyName> WithPrefix(string prefix, int max);

    /// <summary>A new version; ids count up and are never given twice.</summary>
    PolicyVersion InsertVersion(PolicyName name, string document, bool setAsDefault, DateTimeOffset now);

    PolicyVersion? FindVersion(PolicyName name, string versionId);

    /// <summary>Newest first.</summary>
    IReadOnlyList<PolicyVersion> Versions(PolicyName name);

    void SetDefaultVersion(PolicyName name, string versionId, DateTimeOffset now);

    void DeleteVersion(PolicyName name, string versionId);

    /// <summary>Attaching again changes nothing. False when it was attached already.</summary>
    bool Attach(PolicyName name, PolicyTarget target);

    /// <summary>False when it was not attached.</summary>
    bool Detach(PolicyName name, PolicyTarget target);

    Page<PolicyTarget> Targets(PolicyName name, PageRequest page);

    /// <summary>Names of the policies attached to a target itself.</summary>
    Page<PolicyName> AttachedTo(PolicyTarget target, PageRequest page);

    int CountAttachedTo(PolicyTarget target);

    /// <summary>Default versions of all policies attached to any of the targets, each policy once: what is evaluated.</summary>
    IReadOnlyList<PolicyVersion> DefaultVersionsFor(IReadOnlyList<PolicyTarget> targets);
}
