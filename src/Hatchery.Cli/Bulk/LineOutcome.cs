using System.Text.Json.Nodes;
using Hatchery.Server.Provisioning.Bulk;

namespace Hatchery.Cli.Bulk;

/// <summary>What became of a line: registered, or refused.</summary>
sealed record LineOutcome(InputLine Line, JsonObject? Answer, string ErrorCode = "", string ErrorMessage = "");
