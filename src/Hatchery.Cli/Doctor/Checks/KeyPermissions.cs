namespace Hatchery.Cli.Doctor.Checks;

/// <summary>Nobody else on this machine reads the claim's private key: with it anyone provisions.</summary>
static class KeyPermissions
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static readonly DoctorCheck Check = new("key-permissions", "Permissions", of => [Look(of.Claim!)]) { Needs = [ClaimKey.Check] };

    static Finding Look(ClaimBundle bundle)
    {
        if (OperatingSystem.IsWindows())
        {
            return Finding.Skipped("not looked at on Windows");
        }

        var file = bundle.PathOf(bundle.Key!.File);
        var mode = File.GetUnixFileMode(file);
        var octal = Convert.ToString((int)mode, 8).PadLeft(4, '0');
        return (mode & Others) == UnixFileMode.None
            ? Finding.Ok($"{bundle.Key.File} is {octal}")
            : Finding.Warning($"{bundle.Key.File} is {octal}: others on this machine can use the claim", $"chmod 600 {ShellWord.Quote(file)}");
    }
}
