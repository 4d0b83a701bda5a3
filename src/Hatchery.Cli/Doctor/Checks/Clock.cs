namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The server's clock against this machine's: certificates' dates and signatures of API requests depend on both.</summary>
static class Clock
{
    /// <summary>HTTP tells whole seconds, so less says nothing.</summary>
    static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(30);

    /// <summary>Beyond it AWS's signatures are refused. Source: AWS "Signature Version 4", 15 minutes for S3, 5 for most.</summary>
    static readonly TimeSpan Fatal = TimeSpan.FromMinutes(5);

    public static readonly DoctorCheck Check = new("clock", "Clock", of => [Judge(of.Skew)]);

    /// <param name="skew">The server's clock less ours; null when it isn't known.</param>
    public static Finding Judge(TimeSpan? skew)
    {
        if (skew is not { } known)
        {
            return Finding.Skipped("the server's time is not known without its API");
        }

        if (known.Duration() < Noticeable)
        {
            return Finding.Ok("the server's and this machine's agree");
        }

        const string Fix = "Set both by NTP; a device needs the right time too, before its first handshake.";
        var what = $"the server's is {Text(known.Duration())} {(known > TimeSpan.Zero ? "ahead of" : "behind")} this machine's";
        return known.Duration() < Fatal ? Finding.Warning(what, Fix) : Finding.Problem(what, Fix);
    }

    static string Text(TimeSpan span) => span.TotalMinutes < 2 ? $"{span.TotalSeconds:0} s" : span.TotalHours < 2 ? $"{span.TotalMinutes:0} min" : $"{span.TotalHours:0} h";
}
