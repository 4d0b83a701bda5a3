namespace Hatchery.Device;

/// <summary>Times the steps of a provisioning and tells who wants to know.</summary>
sealed class StepClock(TimeProvider time, IProgress<ProvisioningProgress>? progress)
{
    long begun = time.GetTimestamp();

    public void Restart() => begun = time.GetTimestamp();

    public void Done(ProvisioningStep step, string? detail = null)
    {
        progress?.Report(new ProvisioningProgress(step, time.GetElapsedTime(begun), detail));
        Restart();
    }
}
