using Hatchery.Server.Access;

namespace Hatchery.Server.Tests.Access;

public sealed class AccessKeysTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-keys-");

    string CredentialsFile => Path.Combine(folder.FullName, "credentials");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_first_start_makes_a_random_key_for_the_owner_only()
    {
        var keys = AccessKeys.LoadOrCreate(CredentialsFile);

        Assert.Matches("^AKIA[A-Z2-7]{16}$", keys.Default.Id);
        Assert.Matches("^[A-Za-z0-9+/]{40}$", keys.Default.Secret.Reveal());
        Assert.Equal(
            $"[default]\naws_access_key_id = {keys.Default.Id}\naws_secret_access_key = {keys.Default.Secret.Reveal()}\n",
            File.ReadAllText(CredentialsFile));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(CredentialsFile));
        }
    }

    [Fact]
    public void Later_starts_read_the_same_key()
    {
        var first = AccessKeys.LoadOrCreate(CredentialsFile).Default;
        var second = AccessKeys.LoadOrCreate(CredentialsFile).Default;

        Assert.Equal(first.Id, second.Id);
        Assert.True(first.Secret.FixedTimeEquals(second.Secret));
    }

    [Fact]
    public void Every_profile_is_a_key_and_comments_are_passed_over()
    {
        File.WriteAllText(CredentialsFile, "# ours\n\n[default]\nregion = us-east-1\naws_access_key_id=AKIAONE\r\naws_secret_access_key = a/b+c==\n[ci]\naws_access_key_id = AKIATWO\naws_secret_access_key = two\n[half]\naws_access_key_id = AKIATHREE\n");

        var keys = AccessKeys.LoadOrCreate(CredentialsFile);

        Assert.Equal(("AKIAONE", "a/b+c=="), (keys.Default.Id, keys.Default.Secret.Reveal()));
        Assert.NotNull(keys.Find("AKIATWO"));
        Assert.Null(keys.Find("AKIATHREE"));
    }

    [Fact]
    public void A_file_without_a_default_key_is_one_line_for_the_operator()
    {
        File.WriteAllText(CredentialsFile, "nonsense");

        var problem = Assert.Throws<InvalidDataException>(() => AccessKeys.LoadOrCreate(CredentialsFile));

        Assert.StartsWith($"{CredentialsFile} has no profile [default]", problem.Message);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public void A_secret_does_not_print() => Assert.DoesNotContain("hush", $"{new Secret("hush")}");
}
