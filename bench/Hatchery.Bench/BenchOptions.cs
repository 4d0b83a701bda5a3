using System.Globalization;

namespace Hatchery.Bench;

/// <param name="Seconds">Length of each measurement.</param>
/// <param name="Connections">Devices that provision themselves at the same time.</param>
/// <param name="Things">Things in the generated registry; 0 leaves that measurement out.</param>
/// <param name="Lines">Lines of a bulk registration.</param>
sealed record BenchOptions(int Seconds = 10, int Connections = 16, int Things = 1_000_000, int Lines = 100_000)
{
    public static BenchOptions? Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            switch (arguments[i])
            {
                case "--seconds":
                    options = options with { Seconds = value };
                    break;
                case "--connections":
                    options = options with { Connections = value };
                    break;
                case "--things":
                    options = options with { Things = value };
                    break;
                case "--lines":
                    options = options with { Lines = value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
