namespace Hatchery.Bench;

sealed record FleetResult(int Devices, int Failed, TimeSpan Elapsed, TimeSpan ServerCpu)
{
    public double PerSecond => Devices / Elapsed.TotalSeconds;

    public double ServerCpuMs => ServerCpu.TotalMilliseconds / Math.Max(1, Devices);
}
