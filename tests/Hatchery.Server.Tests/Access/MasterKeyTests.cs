using System.Text;
using Hatchery.Server.Access;

namespace Hatchery.Server.Tests.Access;

public sealed class MasterKeyTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-key-");

    string KeyFile => Path.Combine(folder.FullName, "access-keys.key");

    [Fact]
    public void A_secret_is_the_same_after_a_restart_and_another_for_each_key()
    {
        var first = MasterKey.LoadOrCreate(KeyFile).SecretOf("AKIAONE").Reveal();

        Assert.Equal(first, MasterKey.LoadOrCreate(KeyFile).SecretOf("AKIAONE").Reveal());
        Assert.Matches("^[A-Za-z0-9+/]{40}$", first);
        Assert.NotEqual(first, MasterKey.LoadOrCreate(KeyFile).SecretOf("AKIATWO").Reveal());
        Assert.NotEqual(first, MasterKey.Create().SecretOf("AKIAONE").Reveal());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public void What_is_sealed_opens_here_alone_and_only_unchanged()
    {
        var key = MasterKey.Create();
        var token = key.Seal("claims"u8);

        Assert.Equal("claims", Encoding.UTF8.GetString(key.Open(token)!));
        Assert.NotEqual(token, key.Seal("claims"u8));
        Assert.Null(MasterKey.Create().Open(token));
        foreach (var other in new[] { "", "x", "not base 64!", Convert.ToBase64String(new byte[28]), token[..^4], Flipped(token) })
        {
            Assert.Null(key.Open(other));
        }
    }

    [Fact]
    public void A_file_that_is_no_key_is_named()
    {
        File.WriteAllText(KeyFile, "something else");
        Assert.Contains(KeyFile, Assert.Throws<InvalidDataException>(() => MasterKey.LoadOrCreate(KeyFile)).Message);
    }

    public void Dispose() => folder.Delete(recursive: true);

    static string Flipped(string token)
    {
        var bytes = Convert.FromBase64String(token);
        bytes[^1] ^= 1;
        return Convert.ToBase64String(bytes);
    }
}
