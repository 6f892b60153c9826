/** All question types, registered. */
import "../../lernbuild/questions/choice/choice.ts";
import "../../lernbuild/questions/multiple/multiple.ts";
import "../../lernbuild/questions/truefalse/truefalse.ts";
import "../../lernbuild/questions/number/number.ts";
import "../../lernbuild/questions/text/text.ts";
import "../../lernbuild/questions/gap/gap.ts";
import "../../lernbuild/questions/matching/matching.ts";
import "../../lernbuild/questions/ordering/ordering.ts";
import "../../lernbuild/questions/hotspot/hotspot.ts";
import "../../lernbuild/questions/essay/essay.ts";
import "../../lernbuild/questions/likert/likert.ts";
import "../../lernbuild/questions/branch/branch.ts";
