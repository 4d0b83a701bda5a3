using Hatchery.Server.Tests.Certificates;

namespace Hatchery.Server.Tests;

public sealed class DataFolderTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_in_it_is_its_owners_only_whatever_the_umask()
    {
        await using var host = await HatcheryHost.StartAsync(Options, TestContext.Current.CancellationToken);

        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var files = Directory.GetFileSystemEntries(Options.DataFolder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetFileName(file) == "lock");
        Assert.All(files, file => Assert.Equal(UnixFileMode.None, ModeOf(file) & Others));
        Assert.Equal(UnixFileMode.None, ModeOf(Options.DataFolder) & Others);
    }

    [Fact]
    public async Task A_second_server_is_refused_and_the_first_stays_announced()
    {
        await using var host = await HatcheryHost.StartAsync(Options, TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<StartupException>(() => HatcheryHost.StartAsync(Options, TestContext.Current.CancellationToken));

        Assert.Contains("in use by another server", e.Message);
        Assert.True(File.Exists(Announcement));
    }

    [Fact]
    public async Task A_start_that_fails_at_the_ready_file_leaves_no_word_of_a_running_server()
    {
        var options = Options with { ReadyFile = folder.File("no/such/folder/ready.json") };
        await Assert.ThrowsAsync<StartupException>(() => HatcheryHost.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.False(File.Exists(Announcement));
    }

    static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    HatcheryOptions Options => new() { DataFolder = folder.File("data"), ApiPort = 0, MqttPort = 0, HttpsPort = 0, KeyPoolSize = 0 };

    string Announcement => Path.Combine(Options.DataFolder, ServerInfo.FileName);
}
