using Hatchery.Server;

namespace Hatchery.Cli;

/// <summary>Finds the server that another process runs on a data folder.</summary>
static class RunningServer
{
    /// <summary>Null when none runs; a file left by a killed server reads as none.</summary>
    public static ServerInfo? On(string dataFolder)
    {
        var file = Path.Combine(dataFolder, ServerInfo.FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        var info = ServerInfo.Read(file);
        return info.IsRunning() ? info : null;
    }
}
