using Hatchery.Core.Provisioning;

namespace Hatchery.Core.Registry;

public interface IRegistrationTasks
{
    void Insert(RegistrationTask task);

    RegistrationTask? Find(RegistrationTaskId id);

    /// <summary>Replaces status, message, progress and modification time.</summary>
    void Update(RegistrationTask task);

    /// <summary>In the order of their start.</summary>
    Page<RegistrationTaskId> List(PageRequest page);

    /// <inheritdoc cref="List(PageRequest)"/>
    Page<RegistrationTaskId> List(RegistrationTaskStatus status, PageRequest page);

    /// <summary>The one that was started first among those with this status.</summary>
    RegistrationTask? First(RegistrationTaskStatus status);

    int Count(RegistrationTaskStatus status);
}
